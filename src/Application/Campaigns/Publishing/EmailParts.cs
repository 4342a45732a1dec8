namespace AiWebBuilder.Application.Campaigns.Publishing;

/// <param name="Subject">Empty when it has none.</param>
/// <param name="Preheader">What mail programs show after the subject; null when there is none.</param>
/// <param name="Text">The plain-text part, lines ended by LF.</param>
/// <param name="HasBody">Whether it says anything beside its title, its button and who writes it.</param>
public sealed record EmailParts(string Subject, string? Preheader, string Text, bool HasBody)
{
    /// <summary>Whom mailboxes show as the sender: short, because they cut it.</summary>
    public string FromName { get; init; } = "";

    /// <summary>The owner's own mailbox; null: the campaign knows none.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>What senders replace by the address at which a reader leaves their list.</summary>
    public const string UnsubscribeAddress = "%UNSUBSCRIBE_URL%";
}
