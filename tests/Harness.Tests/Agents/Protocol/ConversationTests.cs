using LoadLab.Harness.Agents.Protocol;
using LoadLab.Harness.Agents.Protocol.Messages;
using LoadLab.Harness.Agents.Protocol.Specs;

namespace LoadLab.Harness.Tests.Agents.Protocol;

public sealed class ConversationTests
{
    /// <summary>The table of docs/protocol.md, written out: state, what may be said there, and the states that follow.</summary>
    private static readonly Dictionary<ConversationState, string> Table = new()
    {
        [ConversationState.Greeting] = "Bye>Closed Hello>Greeted Refused>Closed",
        [ConversationState.Greeted] = "Bye>Closed Challenge>Challenged Refused>Closed",
        [ConversationState.Challenged] = "Answer>Answered Bye>Closed Refused>Closed",
        [ConversationState.Answered] = "Bye>Closed Refused>Closed Welcome>Idle",
        [ConversationState.Idle] = "Bye>Closed Health>Idle Leave>Idle Ping>Idle Pong>Idle Prepare>Preparing Refused>Closed",
        [ConversationState.Preparing] =
            "Bye>Closed FeedChunk>Preparing Health>Preparing Leave>Preparing Ping>Preparing Pong>Preparing Prepared>Ready Refused>Closed RunFailed>Idle Stop>Ending",
        [ConversationState.Ready] = "Bye>Closed Health>Ready Leave>Ready Ping>Ready Pong>Ready Refused>Closed RunFailed>Idle Start>Running Stop>Ending",
        [ConversationState.Running] =
            "Ack>Running Bye>Closed EndStage>Running GiveRows>Running Health>Running Interval>Running Leave>Running Ping>Running Pong>Running Refused>Closed "
            + "Reshare>Running Reshared>Running Result>Idle RowsGiven>Running RunFailed>Idle StageDone>Running Started>Running Stop>Ending",
        [ConversationState.Ending] =
            "Ack>Ending Bye>Closed Health>Ending Interval>Ending Leave>Ending Ping>Ending Pong>Ending Prepared>Ending Refused>Closed "
            + "Reshared>Ending Result>Idle RowsGiven>Ending RunFailed>Idle StageDone>Ending Started>Ending",
        [ConversationState.Closed] = "",
    };

    public static TheoryData<ConversationStateName> States => [.. Enum.GetValues<ConversationState>().Select(state => new ConversationStateName(state.ToString()))];

    [Theory]
    [MemberData(nameof(States))]
    public void Say_EachMessageInEachState_AsTheTableSays(ConversationStateName name)
    {
        var state = Enum.Parse<ConversationState>(name.Name);
        foreach (var receiver in Enum.GetValues<Side>())
        {
            var said = new List<string>();
            foreach (var message in Samples.All.Select(Fitting))
            {
                var sender = MessageKinds.Sender(MessageKinds.Of(message)) ?? (receiver == Side.Agent ? Side.Coordinator : Side.Agent);
                // One byte of feed is due where the feed is what comes.
                var conversation = state == ConversationState.Preparing && message is FeedChunk ? Preparing(receiver, 1) : At(state, receiver);
                try
                {
                    var disposition = sender == receiver ? conversation.Sending(message) : conversation.Receiving(message);
                    if (disposition == Disposition.Handle)
                    {
                        said.Add($"{message.GetType().Name}>{conversation.State}");
                    }
                }
                catch (ProtocolException refusal)
                {
                    Assert.Equal((RefusalCode.OutOfOrder, state), (refusal.Code, conversation.State));
                }
            }

            Assert.Equal(Table[state], string.Join(' ', said.Order(StringComparer.Ordinal)));
        }
    }

    /// <summary>A state by its name, because the states are the product's own.</summary>
    public sealed record ConversationStateName(string Name);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Say_FromTheWrongSide_IsOutOfOrder(int side)
    {
        foreach (var message in Samples.All.Where(message => MessageKinds.Sender(MessageKinds.Of(message)) is { } only && only != (Side)side))
        {
            foreach (var state in Enum.GetValues<ConversationState>())
            {
                var own = At(state, (Side)side);
                AssertOutOfOrder(() => own.Sending(message));
                AssertOutOfOrder(() => At(state, (Side)side == Side.Agent ? Side.Coordinator : Side.Agent).Receiving(message));
            }
        }
    }

    [Fact]
    public void Receiving_OfAnotherRun_IsOutOfOrder()
    {
        AssertOutOfOrder(() => At(ConversationState.Running, Side.Coordinator).Receiving(Samples.SealedInterval() with { Run = Samples.OtherRun }));
        AssertOutOfOrder(() => At(ConversationState.Running, Side.Agent).Receiving(new Stop(Samples.OtherRun, "")));
        AssertOutOfOrder(() => At(ConversationState.Running, Side.Agent).Receiving(new Ack(Samples.OtherRun, 0)));
        AssertOutOfOrder(() => At(ConversationState.Running, Side.Coordinator).Receiving(new Health(Samples.OtherRun, 0, 0, 0)));
        Assert.Equal(Disposition.Handle, At(ConversationState.Running, Side.Coordinator).Receiving(new Health(null, 0, 0, 0)));
    }

    [Fact]
    public void Agent_HearsOfTheRunItJustEnded_IgnoresAllButAcknowledgements()
    {
        Message[] crossing =
        [
            new FeedChunk(Samples.Run, 0, new byte[1]), new Start(Samples.Run, 0), new Stop(Samples.Run, ""), new EndStage(Samples.Run, 0, 0),
            new Reshare(Samples.Run, 1, new ShareSpec(0, 1), 0, null), new GiveRows(Samples.Run, 1, false),
        ];
        var agent = At(ConversationState.Running, Side.Agent);
        agent.Sending(Samples.Result());

        Assert.All(crossing, message => Assert.Equal(Disposition.Ignore, agent.Receiving(message)));
        Assert.Equal(Disposition.Handle, agent.Receiving(new Ack(Samples.Run, 1)));
        Assert.Equal(ConversationState.Idle, agent.State);
        AssertOutOfOrder(() => agent.Receiving(new Stop(Samples.OtherRun, "")));
        AssertOutOfOrder(() => agent.Receiving(Samples.Prepare(0)));

        agent.Receiving(Samples.Prepare(0) with { Run = Samples.OtherRun });
        Assert.Equal(Disposition.Handle, agent.Receiving(new Ack(Samples.Run, 1)));
        AssertOutOfOrder(() => agent.Receiving(new Stop(Samples.Run, "")));
    }

    [Fact]
    public void Coordinator_SpeaksOfTheRunThatJustEnded_SendsNothing()
    {
        var coordinator = At(ConversationState.Running, Side.Coordinator);
        coordinator.Receiving(Samples.Result());

        Assert.Equal(Disposition.Ignore, coordinator.Sending(new Stop(Samples.Run, "")));
        Assert.Equal(Disposition.Handle, coordinator.Sending(new Ack(Samples.Run, 1)));
        AssertOutOfOrder(() => coordinator.Receiving(Samples.SealedInterval()));
        Assert.Equal(ConversationState.Idle, coordinator.State);
    }

    [Fact]
    public void Prepared_BeforeAllOfTheFeed_IsOutOfOrder()
    {
        var agent = At(ConversationState.Idle, Side.Agent);
        agent.Receiving(Samples.Prepare(10));
        agent.Receiving(new FeedChunk(Samples.Run, 0, new byte[9]));

        AssertOutOfOrder(() => agent.Sending(new Prepared(Samples.Run, "epoll", null)));
        AssertOutOfOrder(() => agent.Receiving(new FeedChunk(Samples.Run, 0, new byte[2])));
        AssertOutOfOrder(() => agent.Receiving(new FeedChunk(Samples.Run, 2, new byte[1])));
        agent.Receiving(new FeedChunk(Samples.Run, 1, new byte[1]));
        Assert.Equal(Disposition.Handle, agent.Sending(new Prepared(Samples.Run, "epoll", null)));
    }

    [Fact]
    public void Welcome_NamesARun_OnlyTheOneThatTheAgentHas()
    {
        Assert.Equal(ConversationState.Running, Greet(new RunProgress(Samples.Run, 7), Samples.Welcome(Samples.Run, 7)).State);
        Assert.Equal(ConversationState.Idle, Greet(new RunProgress(Samples.Run, 7), Samples.Welcome(null)).State);
        AssertOutOfOrder(() => Greet(new RunProgress(Samples.Run, 7), Samples.Welcome(Samples.Run, 8)));
        AssertOutOfOrder(() => Greet(new RunProgress(Samples.Run, 7), Samples.Welcome(Samples.OtherRun, 0)));
        AssertOutOfOrder(() => Greet(null, Samples.Welcome(Samples.Run)));
    }

    [Fact]
    public void MaxFrameBytes_ByStateAndSide_AsLittleAsThereMayCome()
    {
        const int kib = 1024;
        Assert.Equal([4 * kib, 4 * kib, 4 * kib, 4 * kib, 256 * kib, 256 * kib, 256 * kib, 256 * kib, 256 * kib, 0], Limits(Side.Coordinator, isText: true));
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 8192 * kib, 8192 * kib, 0], Limits(Side.Coordinator, isText: false));
        Assert.Equal([4 * kib, 4 * kib, 4 * kib, 4 * kib, 1024 * kib, 256 * kib, 256 * kib, 256 * kib, 256 * kib, 0], Limits(Side.Agent, isText: true));
        Assert.Equal([0, 0, 0, 0, 256 * kib, 256 * kib, 0, 0, 0, 0], Limits(Side.Agent, isText: false));
    }

    private static IEnumerable<int> Limits(Side side, bool isText) => Enum.GetValues<ConversationState>().Select(state => At(state, side).MaxFrameBytes(isText));

    /// <summary>A sample that fits the run that <see cref="At"/> makes.</summary>
    private static Message Fitting(Message sample) => sample switch
    {
        FeedChunk chunk => chunk with { Request = 0, Bytes = new byte[1] },
        Prepare => Samples.Prepare(0),
        Health => new Health(null, 0, 0, 0),
        _ => sample,
    };

    private static Conversation At(ConversationState state, Side side)
    {
        var conversation = new Conversation(side);
        Message[] way =
        [
            Samples.Hello(), Samples.Challenge(), Samples.Answer(null), Samples.Welcome(null), Samples.Prepare(0),
            new Prepared(Samples.Run, "epoll", null), new Start(Samples.Run, 0), new Stop(Samples.Run, ""), new Bye(""),
        ];
        Array.ForEach(way[..(int)state], message => Say(conversation, side, message));
        Assert.Equal(state, conversation.State);
        return conversation;
    }

    private static Conversation Preparing(Side side, long feedBytes)
    {
        var conversation = At(ConversationState.Idle, side);
        Say(conversation, side, Samples.Prepare(feedBytes));
        return conversation;
    }

    private static Conversation Greet(RunProgress? running, Welcome welcome)
    {
        var conversation = At(ConversationState.Challenged, Side.Agent);
        conversation.Sending(Samples.Answer(running));
        conversation.Receiving(welcome);
        return conversation;
    }

    private static void Say(Conversation conversation, Side side, Message message)
    {
        var sender = MessageKinds.Sender(MessageKinds.Of(message)) ?? side;
        Assert.Equal(Disposition.Handle, sender == side ? conversation.Sending(message) : conversation.Receiving(message));
    }

    private static void AssertOutOfOrder(Action say) => Assert.Equal(RefusalCode.OutOfOrder, Assert.Throws<ProtocolException>(say).Code);
}
