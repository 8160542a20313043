namespace LoadLab.Engine.Tests.Http;

/// <summary>Tests that need the processors for themselves: none of the others runs beside them.</summary>
[CollectionDefinition(nameof(UndisturbedCollection), DisableParallelization = true)]
public sealed class UndisturbedCollection;
