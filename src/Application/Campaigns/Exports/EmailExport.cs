using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Application.Campaigns.Pages.Emails;
using AiWebBuilder.Application.Campaigns.Publishing;
using AiWebBuilder.Domain.Campaigns;

namespace AiWebBuilder.Application.Campaigns.Exports;

/// <summary>Each e-mail as HTML, as text, and as a message that mail programs open as a draft.</summary>
internal static class EmailExport
{
    public static IReadOnlyList<ExportFile> Files(
        IBlocks blocks,
        Campaign campaign,
        IReadOnlyList<CampaignComponent> components,
        ExportPlace place,
        int monthsKept
    )
    {
        var names = ExportNames.For(components.Select(component => component.Page).Distinct(StringComparer.Ordinal));
        var pages = CampaignPages.ComposeAll(
            blocks,
            campaign,
            components,
            monthsKept,
            new PageServing(EmailAddressOf: place.AddressOf, EmailUploadAddressOf: place.UploadAddressOf)
        );
        var files = Files(pages, names, "");
        return files.Count == 0
            ? []
            : [.. files, new ExportFile("README.txt", string.Join('\n', ReadmeLines(pages, names, place, "")) + "\n")];
    }

    internal static IReadOnlyList<ExportFile> Files(
        IReadOnlyList<ComposedPage> pages,
        IReadOnlyDictionary<string, string> names,
        string folder
    ) =>
        [
            .. pages
                .Where(page => page.Email is not null)
                .SelectMany(page =>
                    new ExportFile[]
                    {
                        new($"{folder}{names[page.Key]}.html", page.Html),
                        new($"{folder}{names[page.Key]}.txt", page.Email!.Text),
                        new($"{folder}{names[page.Key]}.eml", Message(page.Html, page.Email)),
                    }
                ),
        ];

    internal static IEnumerable<string> ReadmeLines(
        IReadOnlyList<ComposedPage> pages,
        IReadOnlyDictionary<string, string> names,
        ExportPlace place,
        string folder
    ) =>
        [
            "E-mails, each three times: .html, .txt (the text part) and .eml (both, opened as a draft by mail programs).",
            .. pages
                .Where(page => page.Email is not null)
                .Select(page => $"  {folder}{names[page.Key]}  {ExportText.OneLine(page.Title)}"),
            .. place.EmailLines(),
            .. SenderLines(pages),
            "Replace %UNSUBSCRIBE_URL% with your provider's unsubscribe link: every marketing e-mail needs one. It stands in the footer and,",
            "in each .eml, in the header List-Unsubscribe; with List-Unsubscribe-Post (RFC 8058) its address has to take a POST without a",
            "sign-in. Sign both headers with DKIM.",
            .. MergeLines(pages),
        ];

    private static IEnumerable<string> MergeLines(IEnumerable<ComposedPage> pages)
    {
        var fields = pages
            .Select(page => page.Email)
            .OfType<EmailParts>()
            .SelectMany(MergeField.In)
            .Distinct()
            .ToArray();
        return fields.Length == 0
            ? []
            :
            [
                "Replace these fields with your provider's; what stands behind the line is for readers of whom you do not know it:",
                .. fields.Select(field => $"  %{field.Name}{(field.Fallback is { } words ? $"|{words}" : "")}%"),
            ];
    }

    private static IEnumerable<string> SenderLines(IEnumerable<ComposedPage> pages) =>
        pages
            .Select(page => page.Email)
            .OfType<EmailParts>()
            .Take(1)
            .Select(email =>
                $"Send them as {ExportText.OneLine(email.FromName)}"
                + (email.ReplyTo is null ? "." : $", with replies to {email.ReplyTo}.")
            );

    /// <summary>RFC 5322 with a multipart/alternative body (RFC 2046): text first, HTML last, which is what programs prefer.</summary>
    private static string Message(string html, EmailParts email)
    {
        // From the content, so that it is the same each time, and in none of the parts, which are base64.
        var boundary =
            "=_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(html))).AsSpan(0, 32).ToString();
        var message = new StringBuilder();
        Line("X-Unsent: 1");
        // Who has no mailbox yet is asked for one by the program that opens the draft.
        if (email.ReplyTo is { } mailbox && mailbox.All(char.IsAscii))
        {
            Line($"From: {HeaderText(email.FromName, isPhrase: true)}\r\n <{mailbox}>");
            Line($"Reply-To: <{mailbox}>");
        }
        Line($"List-Unsubscribe: <{EmailParts.UnsubscribeAddress}>");
        Line("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
        Line("Subject: " + HeaderText(email.Subject));
        Line("MIME-Version: 1.0");
        Line($"Content-Type: multipart/alternative; boundary=\"{boundary}\"");
        Line("");
        Part("text/plain", email.Text);
        Part("text/html", html);
        Line($"--{boundary}--");
        return message.ToString();

        void Part(string type, string content)
        {
            Line($"--{boundary}");
            Line($"Content-Type: {type}; charset=utf-8");
            Line("Content-Transfer-Encoding: base64");
            Line("");
            var bytes = Encoding.UTF8.GetBytes(content.ReplaceLineEndings("\r\n"));
            Line(Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks));
        }

        void Line(string text) => message.Append(text).Append("\r\n");
    }

    /// <summary>
    /// Encoded words (RFC 2047) unless it is plain ASCII and short: a header line has at most 78 characters, an encoded word 75,
    /// and no character is split over two of them.
    /// </summary>
    /// <param name="isPhrase">A name before an address, in which marks would have a meaning.</param>
    private static string HeaderText(string text, bool isPhrase = false)
    {
        var line = ExportText.OneLine(text);
        if (
            line.Length <= 60
            && line.All(letter =>
                isPhrase ? letter is ' ' || char.IsAsciiLetterOrDigit(letter) : letter is >= ' ' and <= '~'
            )
            && !line.Contains("=?", StringComparison.Ordinal)
        )
        {
            return line;
        }
        List<string> words = [];
        var word = new StringBuilder();
        var bytes = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > 42)
            {
                words.Add(word.ToString());
                word.Clear();
                bytes = 0;
            }
            word.Append(rune.ToString());
            bytes += rune.Utf8SequenceLength;
        }
        words.Add(word.ToString());
        return string.Join(
            "\r\n ",
            words.Select(one =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(one))}?="
                )
            )
        );
    }
}
