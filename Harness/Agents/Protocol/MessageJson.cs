using System.Text.Json.Serialization;
using LoadLab.Harness.Agents.Protocol.Messages;
using LoadLab.Harness.Agents.Protocol.Specs;

namespace LoadLab.Harness.Agents.Protocol;

/// <summary>How text messages are written and read, by code made when LoadLab is built.</summary>
/// <remarks>
/// Strict on what is known, lenient on what is not: every member of a message has to be there, once and of its type, while members that this
/// version does not know are passed over, so that a later one may say more.
/// </remarks>
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(ResultSpec))]
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    MaxDepth = ProtocolLimits.JsonDepth)]
internal sealed partial class MessageJson : JsonSerializerContext;
