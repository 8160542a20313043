using LoadLab.TargetApi.Dependencies;
using LoadLab.TargetApi.Registry;
using LoadLab.TargetApi.Settings;

namespace LoadLab.TargetApi.Columns;

/// <summary><c>target-api columns</c>: creates the table of column names and fills it with those of MODEL.</summary>
internal static class ColumnsVerb
{
    public const string Name = "columns";

    /// <summary>DATABASE_TIMEOUT is about requests; who runs a command can wait longer for a slow server.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static ExitCode Run(TargetSettings settings, TextWriter output, TextWriter errors)
    {
        if (settings.DatabaseUrl is null)
        {
            errors.WriteLine("target-api: DATABASE_URL is needed, such as postgresql://user:password@localhost:5432/features");
            return ExitCode.BadSettings;
        }

        return Fill(settings, output, errors).GetAwaiter().GetResult();
    }

    private static async Task<ExitCode> Fill(TargetSettings settings, TextWriter output, TextWriter errors)
    {
        try
        {
            await using var database = new ColumnDatabase(settings, Patience);
            (string model, IReadOnlyList<string> names) = FindNames(settings);
            bool written = await database.Fill(model, names, CancellationToken.None);
            string done = written ? "wrote" : "nothing to do, there are already";
            output.WriteLine($"target-api: {done} {names.Count} column names of the model {model} in table {ColumnTable.Name} of database {database.Address}");
            return ExitCode.Ok;
        }
        catch (ModelException e)
        {
            errors.WriteLine($"target-api: {e.Message}");
            return ExitCode.ModelUnavailable;
        }
        catch (UnavailableException e)
        {
            errors.WriteLine($"target-api: {e.Message}");
            return ExitCode.DependencyUnavailable;
        }
    }

    private static (string Model, IReadOnlyList<string> Names) FindNames(TargetSettings settings)
    {
        ModelFiles files = ModelFiles.Find(settings.Model, settings.ModelsDirectory);
        ModelDescription description = files.DescriptionPath is { } path ? ModelJson.Read(path) : new ModelDescription();
        return description.Columns is { Count: > 0 } columns
            ? (settings.ColumnsModel ?? description.Name ?? files.Name, columns)
            : throw new ModelException($"the model {settings.Model} comes without column names: a model.json with \"columns\" beside it is needed");
    }
}
