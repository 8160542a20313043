namespace LoadLab.Engine.Http.Wire;

/// <summary>What is sent for one request: which kind, with which row of its feed.</summary>
/// <param name="Request">Index of the template.</param>
/// <param name="Row">Index of the row; 0 where there is no feed.</param>
internal readonly record struct RequestChoice(int Request, int Row);
