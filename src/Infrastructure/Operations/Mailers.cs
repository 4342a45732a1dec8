using System.Net;
using System.Net.Sockets;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Operations.Contracts;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MimeKit;

namespace AiWebBuilder.Infrastructure.Operations;

/// <summary>How mails leave.</summary>
internal sealed class MailOptions
{
    public const string Section = "Mail";

    /// <summary>The SMTP server; none: mails are written to <see cref="Folder"/>.</summary>
    public string? Host { get; set; }

    public int Port { get; set; } = 587;

    /// <summary>None: the server is used without a sign-in.</summary>
    public string? User { get; set; }

    public string? Password { get; set; }

    public string From { get; set; } = "AiWebBuilder <no-reply@localhost>";

    /// <summary>
    /// Whether the connection must be encrypted by STARTTLS; false: as the server offers, TLS at once on port 465. A password leaves
    /// this machine encrypted only, whatever is set here.
    /// </summary>
    public bool UseStartTls { get; set; } = true;

    /// <summary>Where mails are written while there is no server.</summary>
    public string Folder { get; set; } = Path.Combine(".data", "mail");

    /// <summary>The frontend that the links in mails lead to.</summary>
    public string LinkBase { get; set; } = "http://localhost:3000";

    public string AddressOf(string place) => $"{LinkBase.TrimEnd('/')}/{place}";
}

internal sealed class SmtpMailer(IOptions<MailOptions> options) : IMailer
{
    public string AddressOf(string place) => options.Value.AddressOf(place);

    public async Task SendAsync(Mail mail, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        using var message = Messages.Make(mail, settings.From);
        using var client = new SmtpClient();
        client.Timeout = 30_000;
        try
        {
            await client.ConnectAsync(
                settings.Host!,
                settings.Port,
                settings.UseStartTls ? SecureSocketOptions.StartTls : SecureSocketOptions.Auto,
                cancellationToken
            );
            if (settings.User is { Length: > 0 } user)
            {
                if (!client.IsSecure && !IsOnThisMachine(settings.Host!))
                {
                    throw new NotSupportedException("The server offers no encryption for the password.");
                }
                await client.AuthenticateAsync(user, settings.Password ?? "", cancellationToken);
            }
            await client.SendAsync(message, cancellationToken);
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        // Without the server's words in front: they may repeat the address, and this ends in the job's row. From 550 on they are
        // about the mail; what comes before, such as 530, is about the sign-in, which an operator mends.
        catch (SmtpCommandException failure) when ((int)failure.StatusCode >= 550)
        {
            throw new FutileJobException(
                $"The mail server refuses the mail for good ({(int)failure.StatusCode}, {failure.ErrorCode}).",
                failure
            );
        }
        // What the server cannot do, such as STARTTLS, is not supported.
        catch (Exception failure)
            when (failure
                    is CommandException
                        or ProtocolException
                        or AuthenticationException
                        or SslHandshakeException
                        or NotSupportedException
                        or SocketException
                        or TimeoutException
            )
        {
            throw new IOException($"The mail server did not take the mail ({failure.GetType().Name}).", failure);
        }
    }

    /// <summary>An address, not a name: who answers to a name is the resolver's word.</summary>
    private static bool IsOnThisMachine(string host) =>
        IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address);
}

/// <summary>For machines without a mail server: each mail is a file that a mail program opens.</summary>
internal sealed class FolderMailer(IOptions<MailOptions> options, TimeProvider time, ILogger<FolderMailer> logger)
    : IMailer
{
    public string AddressOf(string place) => options.Value.AddressOf(place);

    public async Task SendAsync(Mail mail, CancellationToken cancellationToken)
    {
        var folder = Path.GetFullPath(options.Value.Folder);
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{time.GetUtcNow():yyyyMMdd-HHmmss}-{time.NewId():N}.eml");
        using var message = Messages.Make(mail, options.Value.From);
        var file = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            // The link in it is as good as a password.
            file.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        // Whoever watches the folder finds whole mails only.
        await using (var stream = new FileStream(path + ".new", file))
        {
            await message.WriteToAsync(stream, cancellationToken);
        }
        File.Move(path + ".new", path);
        logger.LogInformation("No mail server is configured: the mail was written to {Path}", path);
    }
}

/// <param name="Name">The file's, without its ending.</param>
public sealed record WrittenMail(string Name, string Subject, string To, DateTimeOffset At);

/// <summary>The mails that a <see cref="FolderMailer"/> has written, for whoever sits at the machine.</summary>
public sealed class WrittenMails
{
    private const string Ending = ".eml";

    private readonly string? folder;

    internal WrittenMails(IOptions<MailOptions> options) =>
        folder = options.Value.Host is { Length: > 0 } ? null : options.Value.Folder;

    public async Task<IReadOnlyList<WrittenMail>> NewestAsync(int count, CancellationToken cancellationToken)
    {
        List<WrittenMail> mails = [];
        foreach (var (name, path) in Files().OrderByDescending(one => one.Name, StringComparer.Ordinal).Take(count))
        {
            using var mail = await MimeMessage.LoadAsync(path, cancellationToken);
            mails.Add(new WrittenMail(name, mail.Subject ?? "", mail.To.ToString(), mail.Date.ToUniversalTime()));
        }
        return mails;
    }

    /// <summary>What a person reads in it; null when there is no such mail.</summary>
    public async Task<string?> FindAsync(string name, CancellationToken cancellationToken)
    {
        // Compared with what is there, so that no name leads out of the folder.
        if (Files().FirstOrDefault(one => one.Name == name).Path is not { } path)
        {
            return null;
        }
        using var mail = await MimeMessage.LoadAsync(path, cancellationToken);
        return $"To: {mail.To}\nSubject: {mail.Subject}\n\n{mail.TextBody}";
    }

    private IEnumerable<(string Name, string Path)> Files() =>
        folder is not null && Directory.Exists(folder)
            ? Directory
                .EnumerateFiles(folder, $"*{Ending}")
                .Select(path => (Path.GetFileNameWithoutExtension(path), path))
            : [];
}
