namespace LoadLab.Engine.Scenarios;

/// <summary>Carries a failed step's response out of the iteration that it ends.</summary>
internal sealed class StepFailedException(IResponse response) : Exception("A step failed and so ended its iteration.")
{
    internal IResponse Response { get; } = response;
}
