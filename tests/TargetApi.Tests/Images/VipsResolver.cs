using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LoadLab.TargetApi.Images;
using LoadLab.TargetApi.Images.Interop;

namespace LoadLab.TargetApi.Tests.Images;

/// <summary>Tests in this process find libvips where the program's own build put it.</summary>
internal static class VipsResolver
{
    [ModuleInitializer]
    internal static void Install() => NativeLibrary.SetDllImportResolver(typeof(ImageDecoder).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) =>
        name == Vips.Library ? NativeLibrary.Load(Path.Combine(TargetFolder.Path, name)) : 0;
}
