using System.Collections;
using System.Reflection;
using LoadLab.Harness.Agents.Protocol.Messages;

namespace LoadLab.Harness.Tests.Agents.Protocol;

/// <summary>Compares messages value by value, by way of their properties: not by the code that writes them.</summary>
internal static class MessageAssert
{
    public static void Same(Message expected, Message actual) => Same(expected, actual, expected.GetType().Name);

    private static void Same(object? expected, object? actual, string path)
    {
        switch (expected)
        {
            case null:
                Assert.True(actual is null, $"{path} is not null");
                break;
            case ReadOnlyMemory<byte> bytes:
                Assert.True(bytes.Span.SequenceEqual(Assert.IsType<ReadOnlyMemory<byte>>(actual).Span), path);
                break;
            case IReadOnlyDictionary<int, long> pairs:
                Assert.Equal(pairs.OrderBy(pair => pair.Key), Assert.IsAssignableFrom<IReadOnlyDictionary<int, long>>(actual).OrderBy(pair => pair.Key));
                break;
            case string or ValueType:
                Assert.True(expected.Equals(actual), $"{path}: {expected} became {actual}");
                break;
            case IEnumerable items:
                SameItems([.. items.Cast<object?>()], [.. Assert.IsAssignableFrom<IEnumerable>(actual).Cast<object?>()], path);
                break;
            default:
                Assert.IsType(expected.GetType(), actual);
                foreach (var property in expected.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
                {
                    Same(property.GetValue(expected), property.GetValue(actual), $"{path}.{property.Name}");
                }

                break;
        }
    }

    private static void SameItems(List<object?> expected, List<object?> actual, string path)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var at = 0; at < expected.Count; at++)
        {
            Same(expected[at], actual[at], $"{path}[{at}]");
        }
    }
}
