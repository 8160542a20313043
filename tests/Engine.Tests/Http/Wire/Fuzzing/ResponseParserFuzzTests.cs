using System.Globalization;
using System.Text;
using LoadLab.Engine.Http.Wire;
using LoadLab.Engine.Tests.Interop;

namespace LoadLab.Engine.Tests.Http.Wire.Fuzzing;

/// <summary>A million mutated responses: whole and in pieces, each before a page that nobody may touch, and against a reader of its own.</summary>
/// <remarks>
/// <c>LOADLAB_FUZZ_SEED</c> and <c>LOADLAB_FUZZ_INPUTS</c> make it look elsewhere and longer. A failure names seed and input; a read beyond the
/// input ends the process.
/// </remarks>
public sealed class ResponseParserFuzzTests
{
    private const int DefaultInputs = 1_000_000;
    private const int DefaultSeed = 20_240_607;
    private const int Longest = 2048;
    private const int Parts = 4;

    [Fact]
    public void Parse_AMillionMutatedResponses_AgreesWithTheReferenceAndWithItself()
    {
        var (seed, inputs) = (Setting("LOADLAB_FUZZ_SEED", DefaultSeed), Setting("LOADLAB_FUZZ_INPUTS", DefaultInputs));
        var branches = new ulong[Parts];

        Parallel.For(0, Parts, part => branches[part] = Fuzz(seed + part, inputs / Parts));

        // A fuzzer that no longer gets anywhere would find nothing for ever: every branch of the reference must have been taken.
        Assert.Equal((1UL << 34) - 1, branches.Aggregate((all, some) => all | some));
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    /// <summary>The branches taken.</summary>
    private static ulong Fuzz(int seed, int inputs)
    {
        var random = new Random(seed);
        var mutator = new ResponseMutator(random, Seeds(), Longest);
        using var memory = new GuardedMemory(Longest);
        var paths = new HashSet<ulong>();
        var all = 0UL;
        for (var number = 0; number < inputs; number++)
        {
            var input = mutator.Next();
            var toHead = random.Next(16) == 0;
            var (expected, branches) = ReferenceReader.Read(input, toHead);
            all |= branches;
            if (paths.Add(branches))
            {
                mutator.Keep(input);
            }

            Compare(expected, input, toHead, [input.Length], memory, seed);
            Compare(expected, input, toHead, Cuts(random, input.Length), memory, seed);
        }

        return all;
    }

    private static IEnumerable<byte[]> Seeds() =>
        Texts(HttpResponseParserTests.Complete).Concat(Texts(HttpResponseParserTests.Malformed))
            .Where(text => text.Length <= Longest / 2)
            .Select(text => Encoding.Latin1.GetBytes(text));

    private static IEnumerable<string> Texts(IEnumerable<object[]> rows) => rows.Select(row => (string)row[0]);

    /// <summary>Few cuts, or one after each byte; the end is the last.</summary>
    private static int[] Cuts(Random random, int length)
    {
        if (random.Next(16) == 0)
        {
            return [.. Enumerable.Range(1, length)];
        }

        var cuts = new int[2 + random.Next(3)];
        for (var cut = 0; cut < cuts.Length - 1; cut++)
        {
            cuts[cut] = random.Next(length + 1);
        }

        cuts[^1] = length;
        Array.Sort(cuts);
        return cuts;
    }

    private static void Compare(ReadOutcome expected, byte[] input, bool toHead, int[] cuts, GuardedMemory memory, int seed)
    {
        var actual = Parse(input, toHead, cuts, memory);
        if (actual != expected)
        {
            Assert.Fail(
                $"Seed {seed}: {expected} by the reference, {actual} by the parser, of \"{Shown(input)}\"{(toHead ? " to HEAD" : "")} cut at [{string.Join(", ", cuts)}].");
        }
    }

    private static ReadOutcome Parse(byte[] input, bool toHead, int[] cuts, GuardedMemory memory)
    {
        var parser = new HttpResponseParser();
        parser.Reset(toHead);
        var start = 0;
        foreach (var end in cuts)
        {
            var piece = memory.AtItsEnd(input.AsSpan(start, end - start));
            var status = parser.Parse(piece, out var consumed);
            if (consumed < 0 || consumed > piece.Length || (status == ParseStatus.Incomplete && consumed < piece.Length))
            {
                // What is incomplete has to take all there was; nothing can take more.
                Assert.Fail($"{consumed} of {piece.Length} bytes taken, {status}, of \"{Shown(input)}\" cut at [{string.Join(", ", cuts)}].");
            }

            if (status == ParseStatus.Complete)
            {
                return new ReadOutcome(status, start + consumed, parser.StatusCode, parser.KeepsAlive);
            }

            if (status == ParseStatus.Malformed)
            {
                return ReadOutcome.Malformed;
            }

            start = end;
        }

        return ReadOutcome.Incomplete with { EndsWithConnection = parser.EndOfStream() == ParseStatus.Complete };
    }

    private static string Shown(byte[] input) => string.Concat(input.Select(one => one switch
    {
        (byte)'\r' => "\\r",
        (byte)'\n' => "\\n",
        >= (byte)' ' and <= (byte)'~' => $"{(char)one}",
        _ => $"\\x{one:x2}",
    }));
}
