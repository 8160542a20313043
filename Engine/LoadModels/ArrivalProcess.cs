namespace LoadLab.Engine.LoadModels;

/// <summary>How the arrivals of an open stage lie in time, at the rate that the stage names.</summary>
public enum ArrivalProcess
{
    /// <summary>Evenly: each gap is the reciprocal of the rate at that moment.</summary>
    Even,

    /// <summary>At random and independently of each other, from the seed: a Poisson process whose mean is the rate.</summary>
    Poisson,
}
