namespace LoadLab.Engine.Tests.SelfCheck;

/// <summary>For tests that bind processes to processors 0 and 1 of a Linux machine.</summary>
public sealed class TwoProcessorsTheoryAttribute : TheoryAttribute
{
    public TwoProcessorsTheoryAttribute()
    {
        if (!OperatingSystem.IsLinux() || Environment.ProcessorCount < 2 || !File.Exists("/usr/bin/taskset"))
        {
            Skip = "Needs Linux with two processors and taskset.";
        }
    }
}
