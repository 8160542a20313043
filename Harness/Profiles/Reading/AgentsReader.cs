namespace LoadLab.Harness.Profiles.Reading;

/// <summary><c>agents</c>: understood, and refused where it asks for what this version cannot do.</summary>
internal static class AgentsReader
{
    public static void Check(SectionReader agents)
    {
        if (agents.Integer("count") > 1)
        {
            agents.Fail("count", "more than one agent is not in this version: load is generated on this machine; remove 'agents', and raise load.loops if one loop is not enough");
        }

        if (agents.Has("placement"))
        {
            agents.Fail("placement", "placing agents is not in this version: remove it");
        }
    }
}
