namespace LoadLab.Harness.Agents.Protocol;

/// <summary>Where the conversation of one connection stands.</summary>
internal enum ConversationState
{
    /// <summary>Nothing was said: the agent's <c>Hello</c> is due.</summary>
    Greeting,

    /// <summary>The coordinator's <c>Challenge</c> is due.</summary>
    Greeted,

    /// <summary>The agent's <c>Answer</c> is due.</summary>
    Challenged,

    /// <summary>The coordinator's <c>Welcome</c> is due.</summary>
    Answered,

    /// <summary>No run.</summary>
    Idle,

    /// <summary>The feed is on its way, or the agent is making ready.</summary>
    Preparing,

    /// <summary>The run could start.</summary>
    Ready,

    /// <summary>The run goes on.</summary>
    Running,

    /// <summary>The run was told to stop; its result is due.</summary>
    Ending,

    /// <summary>The last message was said.</summary>
    Closed,
}
