using System.Text.Json;
using AiWebBuilder.Application.Identity.Contracts;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.Infrastructure.Identity;

/// <summary>Where invitations go while there is no mail server.</summary>
internal sealed class InvitationMailOptions
{
    public const string Section = "Invitations";

    /// <summary>Each becomes a file here, for whoever develops or tests; empty: none is written.</summary>
    public string Folder { get; set; } = "";
}

/// <summary>Writes invitations to a folder.</summary>
internal sealed class InvitationMailFolder(
    IOptions<InvitationMailOptions> options,
    ILogger<InvitationMailFolder> logger
) : IInvitationMail
{
    public async Task SendAsync(InvitationMail mail, CancellationToken cancellationToken)
    {
        if (options.Value.Folder.Length == 0)
        {
            logger.LogWarning("Invitation {InvitationId} was not mailed: no way is configured", mail.InvitationId);
            return;
        }
        Directory.CreateDirectory(options.Value.Folder);
        var path = Path.Combine(options.Value.Folder, $"{mail.InvitationId}.json");
        var part = $"{path}.{Path.GetRandomFileName()}";
        await File.WriteAllTextAsync(
            part,
            JsonSerializer.Serialize(mail, JsonSerializerOptions.Web),
            cancellationToken
        );
        // Whoever waits for the file finds all of it.
        File.Move(part, path, overwrite: true);
    }
}
