using System.Text.Json.Nodes;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Profiles.Schema;

namespace LoadLab.Harness.Tests.Profiles;

/// <summary>The table of keys, the reader, the JSON Schema and the reference say the same.</summary>
public sealed class KeyTableTests
{
    /// <summary>Every key with the path of <c>--set</c> that reaches it in the smallest profile.</summary>
    public static TheoryData<string> Paths => [.. PathsBelow(ProfileKeys.Root, "")];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Reader_EveryDescribedKey_IsReadAndChecked(string path)
    {
        // No key takes a list of lists of lists, so a key that is read gives a mistake at its own path or below.
        var parent = path.Contains("simulations[0].", StringComparison.Ordinal) ? "load.simulations[0]={}"
            : path.Contains("requests[0].", StringComparison.Ordinal) ? "load.requests=[{}]"
            : "description=x";

        var errors = Assert.Throws<ProfileException>(() => ProfileTexts.Read(ProfileTexts.Smallest, parent, $"{path}=[[[x]]]")).Errors;

        Assert.Contains(errors, error => error.Path.StartsWith(path, StringComparison.Ordinal) && !error.Message.Contains("unknown key"));
    }

    [Fact]
    public void JsonSchema_EveryDescribedKey_IsAPropertyWithItsSummary()
    {
        var schema = JsonSchemaWriter.Write();

        Assert.Equal("https://json-schema.org/draft/2020-12/schema", (string?)schema["$schema"]);
        AssertSameKeys(ProfileKeys.Root, schema);
    }

    [Fact]
    public void JsonSchema_ChoiceThatLooksLikeANumber_IsAlsoThatNumber() => Assert.Equal(
        "[\"1.1\",\"2\",1.1,2]",
        JsonSchemaWriter.Write()["properties"]!["load"]!["properties"]!["http_version"]!["anyOf"]![0]!["enum"]!.ToJsonString());

    [Fact]
    public void Reference_InTheDocs_IsWhatTheTableSays()
    {
        var document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "profile-reference.md"));

        var start = document.IndexOf(ReferenceWriter.Begin, StringComparison.Ordinal) + ReferenceWriter.Begin.Length;
        var end = document.IndexOf(ReferenceWriter.End, StringComparison.Ordinal);

        Assert.Equal(ReferenceWriter.Write().Trim(), document[start..end].Trim());
    }

    [Fact]
    public void Profiles_ThatAreShipped_AreReadAndNamedAfterTheirFiles()
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "profiles"), "*.yml");

        Assert.Contains("quick.yml", files.Select(Path.GetFileName));
        Assert.All(files, file => Assert.Equal(Path.GetFileNameWithoutExtension(file), ProfileReader.ReadFile(file, []).Name));
    }

    [Fact]
    public void Examples_InTheReference_AreProfilesWithoutMistakes()
    {
        var document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "profile-reference.md"));
        var examples = document.Split("```yaml\n").Skip(1).Select(part => part.Split("```")[0]).Where(text => text.StartsWith("name:", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.NotEmpty(ProfileReader.ReadStored(example, "/profiles").Configurations));
    }

    private static IEnumerable<string> PathsBelow(KeySpec spec, string path)
    {
        foreach (var key in spec.Keys)
        {
            var inner = path.Length == 0 ? key.Name : $"{path}.{key.Name}";
            yield return inner;
            foreach (var below in PathsBelow(key, key.Kind is KeyKind.OneKeyList or KeyKind.SectionList ? inner + "[0]" : inner))
            {
                yield return below;
            }
        }
    }

    private static void AssertSameKeys(KeySpec spec, JsonNode schema)
    {
        Assert.Equal(spec.Keys.Select(key => key.Name), schema["properties"]!.AsObject().Select(property => property.Key));
        foreach (var key in spec.Keys)
        {
            var property = schema["properties"]![key.Name]!;
            Assert.StartsWith(key.Summary, (string?)property["description"]);
            if (key.Keys.Count > 0)
            {
                AssertSameKeys(key, property["properties"] is not null ? property : property["items"] ?? property["anyOf"]![1]!);
            }
        }
    }
}
