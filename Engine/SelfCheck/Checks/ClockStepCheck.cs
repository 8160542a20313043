namespace LoadLab.Engine.SelfCheck.Checks;

/// <summary>A stepped wall clock leaves the measurement alone (it is monotonic) but shifts every time stamp it is compared by, and often means that the machine slept.</summary>
internal sealed class ClockStepCheck : IGeneratorCheck
{
    // NTP slews at most 0.5 ms a second (500 ppm): 50 ms is beyond that in any run up to 100 s.
    private static readonly TimeSpan Bound = TimeSpan.FromMilliseconds(50);

    public IEnumerable<Finding> Check(LoadResult result)
    {
        // Longer runs are allowed what slewing may add up to.
        var bound = Bound + (result.Measured * 0.0005);
        var step = result.Generator.ClockStep;
        if (step.Duration() > bound)
        {
            yield return new Finding(Verdict.Suspect,
                $"The wall clock moved by {step.TotalMilliseconds:+0;-0} ms against the monotonic clock (bound {bound.TotalMilliseconds:0} ms): the machine slept, was paused, or its time was set.");
        }
    }
}
