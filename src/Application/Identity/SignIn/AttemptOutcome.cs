namespace AiWebBuilder.Application.Identity.SignIn;

/// <summary>How an attempt to prove a password ended.</summary>
public enum AttemptOutcome
{
    /// <summary>It counts.</summary>
    Failed,

    /// <summary>It was neither wrong nor the whole proof: as if it had not been made.</summary>
    Undecided,

    /// <summary>The person is who they say: their account's failures are forgotten.</summary>
    Succeeded,
}
