using LoadLab.TargetApi;

return (int)Startup.Run(args, Console.Out, Console.Error);
