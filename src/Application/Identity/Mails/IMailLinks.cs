namespace AiWebBuilder.Application.Identity.Mails;

/// <summary>Links in mails: single use, known here by their hash alone.</summary>
public interface IMailLinks
{
    /// <summary>At once: a new link, which ends an older one of the same purpose; null when the person has had enough mails.</summary>
    Task<MailLink?> IssueAsync(Guid userId, LinkPurpose purpose, CancellationToken cancellationToken);

    /// <summary>At once: the link could not be sent; it neither counts nor opens anything.</summary>
    Task WithdrawAsync(MailLink link, CancellationToken cancellationToken);

    /// <summary>At once: whose open link this is. It stays open.</summary>
    Task<Guid?> FindAsync(string token, LinkPurpose purpose, CancellationToken cancellationToken);

    /// <summary>In the present unit of work: whose open link this was. It is used up.</summary>
    Task<Guid?> UseAsync(string token, LinkPurpose purpose, CancellationToken cancellationToken);

    /// <summary>In the present unit of work: ends the person's open links of this purpose.</summary>
    Task CloseAsync(Guid userId, LinkPurpose purpose, CancellationToken cancellationToken);
}
