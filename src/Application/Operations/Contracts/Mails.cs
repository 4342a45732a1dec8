namespace AiWebBuilder.Application.Operations.Contracts;

/// <summary>A mail to one person, in both forms.</summary>
/// <param name="To">The address alone: names are what strangers write into forms.</param>
public sealed record Mail(string To, string Subject, string Text, string Html);

/// <summary>Sends mails. It takes seconds and may fail: only jobs call it, after the commit that the mail tells of.</summary>
public interface IMailer
{
    /// <summary>The address of a place in the frontend, for a link in a mail.</summary>
    string AddressOf(string place);

    /// <exception cref="IOException">It was not sent; try again later.</exception>
    /// <exception cref="FutileJobException">It will never be: the server has said so.</exception>
    Task SendAsync(Mail mail, CancellationToken cancellationToken);
}
