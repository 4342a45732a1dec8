using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Identity.Closure;
using AiWebBuilder.Application.Operations.Contracts;

namespace AiWebBuilder.Application.Identity.Mails;

/// <summary>
/// The words of the mails. Nothing in them comes from whoever asked, not even a name: else anybody could have their text sent to
/// any address. Nothing in them tells that they were opened.
/// </summary>
internal static class AccountMails
{
    private static readonly Words English = new(
        "Confirm your e-mail address",
        "Somebody, probably you, opened an account with this address. Confirm within 24 hours that it is yours:",
        "Confirm the address",
        "Choose a new password",
        "Somebody, probably you, asked for a new password for the account with this address. Choose one within 30 minutes:",
        "Choose a password",
        "If it was not you, you need not do anything: without the link nothing changes."
    );

    private static readonly Words German = new(
        "Bitte bestätigen Sie Ihre E-Mail-Adresse",
        "Jemand, vermutlich Sie, hat mit dieser Adresse ein Konto eröffnet. Bestätigen Sie innerhalb von 24 Stunden, dass es Ihre ist:",
        "Adresse bestätigen",
        "Neues Passwort wählen",
        "Jemand, vermutlich Sie, möchte für das Konto mit dieser Adresse ein neues Passwort. Wählen Sie es innerhalb von 30 Minuten:",
        "Passwort wählen",
        "Waren Sie es nicht, brauchen Sie nichts zu tun: Ohne den Link ändert sich nichts."
    );

    public static Mail Write(string to, LinkPurpose purpose, string? language, string link)
    {
        var isGerman = string.Equals(language, "de", StringComparison.OrdinalIgnoreCase);
        var words = isGerman ? German : English;
        var (subject, body, button) =
            purpose == LinkPurpose.ResetPassword
                ? (words.Reset, words.ResetBody, words.ResetButton)
                : (words.Verify, words.VerifyBody, words.VerifyButton);
        return Compose(to, isGerman ? "de" : "en", subject, body, button, words.NotYou, link);
    }

    /// <summary>In English alone: nobody knows yet what the invited person reads.</summary>
    public static Mail WriteInvitation(string to, string role, string link) =>
        Compose(
            to,
            "en",
            "You are invited to work together",
            $"You are invited to an account as {role}. Sign in, or register with this address, and accept within seven days:",
            "Accept the invitation",
            "If you do not know why you got this, you need not do anything.",
            link
        );

    /// <param name="link">Leads to the form of POST /v1/auth/restoration: the password is the proof, and no link opens anything.</param>
    public static Mail WriteClosure(string to, string? language, DateTimeOffset erasesAt, string link)
    {
        var isGerman = string.Equals(language, "de", StringComparison.OrdinalIgnoreCase);
        var day = erasesAt.ToString(isGerman ? "dd.MM.yyyy" : "d MMMM yyyy", CultureInfo.InvariantCulture);
        return isGerman
            ? Compose(
                to,
                "de",
                "Ihr Konto ist geschlossen",
                $"Ihr Konto ist geschlossen, und seine Seiten sind nicht mehr erreichbar. Am {day} wird alles darin gelöscht. Bis dahin können Sie es mit Ihrem Passwort wieder öffnen:",
                "Konto wieder öffnen",
                "Waren Sie es nicht, öffnen Sie das Konto wieder und wählen Sie ein neues Passwort.",
                link
            )
            : Compose(
                to,
                "en",
                "Your account is closed",
                $"Your account is closed, and its pages are off the net. On {day} everything in it will be erased. Until then you can open it again with your password:",
                "Open the account again",
                "If it was not you, open the account again and choose a new password.",
                link
            );
    }

    /// <summary>In English alone: what the person read is erased already.</summary>
    /// <param name="receipt">See <see cref="ErasureView"/>; there is no name in it.</param>
    public static Mail WriteReceipt(string to, JsonNode receipt)
    {
        var text = new StringBuilder(
            "Everything of your account is erased. This address is the last of it, and goes with this mail.\n"
        );
        Append("Erased", receipt["erased"], rows => $"{rows} rows");
        Append("Made anonymous", receipt["anonymised"], rows => $"{rows} rows");
        Append("Kept, and why", receipt["retained"], kept => kept["why"]!.GetValue<string>());
        var words = text.ToString();
        return new Mail(
            to,
            "Your data is erased",
            words,
            $"""
            <!doctype html>
            <html lang="en">
            <body style="font-family: sans-serif; line-height: 1.5; max-width: 34em; margin: 2em auto">
            <h1 style="font-size: 1.3em">Your data is erased</h1>
            <pre style="white-space: pre-wrap; font: inherit">{WebUtility.HtmlEncode(words)}</pre>
            </body>
            </html>

            """
        );

        void Append(string title, JsonNode? rows, Func<JsonNode, string> describe)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{title}:\n");
            foreach (var (subject, value) in rows?.AsObject() ?? [])
            {
                text.Append(CultureInfo.InvariantCulture, $"- {subject.Replace('_', ' ')}: {describe(value!)}\n");
            }
        }
    }

    /// <param name="link">Where the usage is shown.</param>
    public static Mail WriteUsageWarning(
        string to,
        string? language,
        (string Resource, int Threshold, long Limit, long Used) warning,
        string link
    )
    {
        var isGerman = language?.StartsWith("de", StringComparison.OrdinalIgnoreCase) is true;
        var (english, german) = warning.Resource switch
        {
            "campaignsGenerated" => ("Campaigns of this month", "Kampagnen dieses Monats"),
            "aiCreditsUsed" => ("AI credits of this month", "KI-Guthaben dieses Monats"),
            "apiCallsMade" => ("API calls of this month", "API-Aufrufe dieses Monats"),
            "storageBytesUsed" => ("Bytes of storage", "Bytes Speicherplatz"),
            "members" => ("Seats", "Plätze für Mitglieder"),
            "publishedPages" => ("Published campaigns", "Veröffentlichte Kampagnen"),
            "libraryItems" => ("Library items", "Bausteine der Bibliothek"),
            "integrations" => ("Integrations", "Verbindungen zu Plattformen"),
            _ => (warning.Resource, warning.Resource),
        };
        var (used, limit) = (Number(warning.Used), Number(warning.Limit));
        return isGerman
            ? Compose(
                to,
                "de",
                warning.Threshold < 100 ? "Ein Limit Ihres Tarifs rückt näher" : "Ein Limit Ihres Tarifs ist erreicht",
                $"{german}: {used} von {limit} sind verbraucht.",
                "Verbrauch ansehen",
                "Gelöscht wird nichts, und veröffentlichte Seiten bleiben im Netz. Diese Mails lassen sich in den Einstellungen abstellen.",
                link
            )
            : Compose(
                to,
                "en",
                warning.Threshold < 100 ? "A limit of your plan comes near" : "A limit of your plan is reached",
                $"{english}: {used} of {limit} are used.",
                "See what is used",
                "Nothing is deleted, and published pages stay online. These mails can be switched off in the settings.",
                link
            );

        string Number(long value) =>
            value.ToString("N0", isGerman ? GermanNumbers : CultureInfo.InvariantCulture.NumberFormat);
    }

    private static NumberFormatInfo GermanNumbers { get; } =
        new() { NumberGroupSeparator = ".", NumberDecimalSeparator = "," };

    private static Mail Compose(
        string to,
        string language,
        string subject,
        string body,
        string button,
        string notYou,
        string link
    ) =>
        new(
            to,
            subject,
            $"{body}\n\n{link}\n\n{notYou}\n",
            $"""
            <!doctype html>
            <html lang="{language}">
            <body style="font-family: sans-serif; line-height: 1.5; max-width: 34em; margin: 2em auto">
            <h1 style="font-size: 1.3em">{WebUtility.HtmlEncode(subject)}</h1>
            <p>{WebUtility.HtmlEncode(body)}</p>
            <p><a href="{WebUtility.HtmlEncode(link)}">{WebUtility.HtmlEncode(button)}</a></p>
            <p>{WebUtility.HtmlEncode(notYou)}</p>
            </body>
            </html>

            """
        );

    private sealed record Words(
        string Verify,
        string VerifyBody,
        string VerifyButton,
        string Reset,
        string ResetBody,
        string ResetButton,
        string NotYou
    );
}
