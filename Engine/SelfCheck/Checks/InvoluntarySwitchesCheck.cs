namespace LoadLab.Engine.SelfCheck.Checks;

/// <summary>Where the system does not tell how long a thread waits for its processor: how often it lost it.</summary>
internal sealed class InvoluntarySwitchesCheck : IGeneratorCheck
{
    // Chosen: whoever takes a processor away keeps it for a time slice of 1 to 4 ms, so ten a second cost 1 to 4 % of the time.
    private const double MostPerSecond = 10;

    public IEnumerable<Finding> Check(LoadResult result)
    {
        var unwatched = result.Generator.Loops.Where(loop => loop.RunDelayShare is null).ToList();
        if (unwatched.Count == 0 || result.Measured <= TimeSpan.Zero)
        {
            yield break;
        }

        var perSecond = unwatched.Max(loop => loop.InvoluntarySwitches) / result.Measured.TotalSeconds;
        if (perSecond > MostPerSecond)
        {
            yield return new Finding(Verdict.Suspect,
                $"An event loop lost its processor {perSecond:0} times a second (bound {MostPerSecond:0}), and this system does not tell for how long: keep other work off the generator's processors.");
        }
    }
}
