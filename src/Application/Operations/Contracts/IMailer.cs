namespace AiWebBuilder.Application.Operations.Contracts;

/// <summary>Sends mails. It takes seconds and may fail: only jobs call it, after the commit that the mail tells of.</summary>
public interface IMailer
{
    /// <summary>The address of a place in the frontend, for a link in a mail.</summary>
    string AddressOf(string place);

    /// <exception cref="IOException">It was not sent; try again later.</exception>
    /// <exception cref="FutileJobException">It will never be: the server has said so.</exception>
    Task SendAsync(Mail mail, CancellationToken cancellationToken);
}
