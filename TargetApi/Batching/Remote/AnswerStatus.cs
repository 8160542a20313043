namespace LoadLab.TargetApi.Batching.Remote;

/// <summary>How a job ended. The numbers travel in answers and stay.</summary>
internal enum AnswerStatus
{
    Ok = 0,

    /// <summary>The model refused the rows, or the job was given up.</summary>
    Failed = 1,

    /// <summary>The worker serves another model than the API.</summary>
    WrongModel = 2,

    /// <summary>The worker cannot get its model now.</summary>
    Unavailable = 3,
}
