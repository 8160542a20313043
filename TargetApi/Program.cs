using LoadLab.TargetApi;
using LoadLab.TargetApi.Streams;

using TextWriter output = StandardOutputStream.OpenWriter();
return (int)Startup.Run(args, output, Console.Error);
