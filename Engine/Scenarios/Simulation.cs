using LoadLab.Engine.LoadModels;

namespace LoadLab.Engine.Scenarios;

/// <summary>The load models under NBomber's names and parameter names.</summary>
public static class Simulation
{
    /// <inheritdoc cref="LoadModels.Inject"/>
    public static LoadSimulation Inject(int rate, TimeSpan interval, TimeSpan during, ArrivalProcess arrivals = ArrivalProcess.Even) =>
        new Inject(rate, interval, during) { Arrivals = arrivals };

    /// <inheritdoc cref="LoadModels.RampingInject"/>
    public static LoadSimulation RampingInject(int rate, TimeSpan interval, TimeSpan during, ArrivalProcess arrivals = ArrivalProcess.Even) =>
        new RampingInject(rate, interval, during) { Arrivals = arrivals };

    /// <inheritdoc cref="LoadModels.InjectRandom"/>
    public static LoadSimulation InjectRandom(int minRate, int maxRate, TimeSpan interval, TimeSpan during) =>
        new InjectRandom(minRate, maxRate, interval, during);

    /// <inheritdoc cref="LoadModels.KeepConstant"/>
    public static LoadSimulation KeepConstant(int copies, TimeSpan during) => new KeepConstant(copies, during);

    /// <inheritdoc cref="LoadModels.RampingConstant"/>
    public static LoadSimulation RampingConstant(int copies, TimeSpan during) => new RampingConstant(copies, during);

    /// <inheritdoc cref="LoadModels.IterationsForConstant"/>
    public static LoadSimulation IterationsForConstant(int copies, int iterations) => new IterationsForConstant(copies, iterations);

    /// <inheritdoc cref="LoadModels.IterationsForInject"/>
    public static LoadSimulation IterationsForInject(int rate, TimeSpan interval, int iterations, ArrivalProcess arrivals = ArrivalProcess.Even) =>
        new IterationsForInject(rate, interval, iterations) { Arrivals = arrivals };

    /// <inheritdoc cref="LoadModels.Pause"/>
    public static LoadSimulation Pause(TimeSpan during) => new Pause(during);
}
