namespace LoadLab.Engine.SelfCheck;

/// <summary>Persisted by name. An invalid result is never recommended; a suspect one only with its reason beside it.</summary>
public enum Verdict
{
    Valid = 0,
    Suspect = 1,
    Invalid = 2,
}
