using System.Text.Json.Serialization;

namespace LoadLab.Harness.Agents.Protocol.Messages;

/// <summary>One message between a coordinator and an agent, in either direction. docs/protocol.md is its specification.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Hello), "hello")]
[JsonDerivedType(typeof(Challenge), "challenge")]
[JsonDerivedType(typeof(Answer), "answer")]
[JsonDerivedType(typeof(Welcome), "welcome")]
[JsonDerivedType(typeof(Refused), "refused")]
[JsonDerivedType(typeof(Ping), "ping")]
[JsonDerivedType(typeof(Pong), "pong")]
[JsonDerivedType(typeof(Prepare), "prepare")]
[JsonDerivedType(typeof(Prepared), "prepared")]
[JsonDerivedType(typeof(Start), "start")]
[JsonDerivedType(typeof(Started), "started")]
[JsonDerivedType(typeof(Ack), "ack")]
[JsonDerivedType(typeof(Health), "health")]
[JsonDerivedType(typeof(Reshare), "reshare")]
[JsonDerivedType(typeof(Reshared), "reshared")]
[JsonDerivedType(typeof(GiveRows), "giveRows")]
[JsonDerivedType(typeof(RowsGiven), "rowsGiven")]
[JsonDerivedType(typeof(StageDone), "stageDone")]
[JsonDerivedType(typeof(EndStage), "endStage")]
[JsonDerivedType(typeof(Stop), "stop")]
[JsonDerivedType(typeof(RunFailed), "runFailed")]
[JsonDerivedType(typeof(Leave), "leave")]
[JsonDerivedType(typeof(Bye), "bye")]
internal abstract record Message;
