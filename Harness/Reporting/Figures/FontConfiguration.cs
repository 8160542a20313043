using System.Security;

namespace LoadLab.Harness.Reporting.Figures;

/// <summary>A fontconfig file that offers the shipped font alone, so that figures look alike everywhere, also without fonts installed.</summary>
internal sealed class FontConfiguration : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("loadlab-fonts-");

    public FontConfiguration(string fontFolder)
    {
        File = Path.Combine(_folder.FullName, "fonts.conf");
        System.IO.File.WriteAllText(File, $"""
            <?xml version="1.0"?>
            <!DOCTYPE fontconfig SYSTEM "fonts.dtd">
            <fontconfig>
              <dir>{SecurityElement.Escape(fontFolder)}</dir>
              <cachedir>{SecurityElement.Escape(_folder.FullName)}</cachedir>
              <alias><family>sans-serif</family><prefer><family>DejaVu Sans</family></prefer></alias>
            </fontconfig>
            """);
    }

    /// <summary>Path of the file.</summary>
    public string File { get; }

    public void Dispose() => _folder.Delete(recursive: true);
}
