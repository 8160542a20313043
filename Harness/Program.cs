using LoadLab.Harness.Cli;

using var signals = new TerminationSignals();
return await HarnessApp.RunAsync(args, GlobalState.FromProcess(), signals.Token).ConfigureAwait(false);
