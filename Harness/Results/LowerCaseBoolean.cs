using CsvHelper;
using CsvHelper.Configuration;
using CsvHelper.TypeConversion;

namespace LoadLab.Harness.Results;

/// <summary><c>true</c> and <c>false</c>, as JSON, Python's pandas and R read them.</summary>
internal sealed class LowerCaseBoolean : BooleanConverter
{
    public override string? ConvertToString(object? value, IWriterRow row, MemberMapData memberMapData) =>
        value is true ? "true" : "false";
}
