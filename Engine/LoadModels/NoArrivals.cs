namespace LoadLab.Engine.LoadModels;

/// <summary>The arrivals of who has no share.</summary>
internal sealed class NoArrivals : IArrivalSchedule
{
    public long NextNs() => IArrivalSchedule.End;
}
