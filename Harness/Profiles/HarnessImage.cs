namespace LoadLab.Harness.Profiles;

/// <summary>The container image of the harness itself, as <c>harness image build</c> names it.</summary>
internal static class HarnessImage
{
    public const string Name = "loadlab/harness";
}
