namespace LoadLab.Engine.Scenarios;

/// <summary>A part of an iteration that is measured by itself.</summary>
public static class Step
{
    /// <summary>
    /// Runs and measures a step. An exception in it is a failed step. A failed step ends the iteration
    /// unless <see cref="ScenarioProps.WithRestartIterationOnFail"/> says otherwise.
    /// </summary>
    /// <param name="name">The name in results; a run has at most 200 different ones.</param>
    /// <param name="context">The context that the iteration was given.</param>
    /// <param name="run">What to do.</param>
    /// <exception cref="ArgumentException">The context is not the one that the runner gave.</exception>
    public static Task<Response<T>> Run<T>(string name, IScenarioContext context, Func<Task<Response<T>>> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return context is ScenarioInstance instance
            ? instance.RunStepAsync(name, run)
            : throw new ArgumentException("A step needs the context that its scenario was given.", nameof(context));
    }
}
