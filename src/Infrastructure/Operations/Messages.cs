using AiWebBuilder.Application.Operations.Contracts;
using MimeKit;
using MimeKit.Text;

namespace AiWebBuilder.Infrastructure.Operations;

internal static class Messages
{
    /// <exception cref="IOException">The address is none.</exception>
    public static MimeMessage Make(Mail mail, string from)
    {
        // One address and nothing behind it: a comma in it must not make a second recipient.
        if (
            !MailboxAddress.TryParse(mail.To, out var to)
            // The parser shows a domain as people read it; it is stored as DNS has it.
            || (to.Address != mail.To && to.GetAddress(idnEncode: true) != mail.To)
        )
        {
            throw new IOException("The mail has no address that it could be sent to.");
        }
        var message = new MimeMessage
        {
            Subject = mail.Subject,
            Body = new MultipartAlternative(
                new TextPart(TextFormat.Plain) { Text = mail.Text },
                new TextPart(TextFormat.Html) { Text = mail.Html }
            ),
        };
        message.From.Add(MailboxAddress.Parse(from));
        message.To.Add(to);
        // Nobody's holiday notice is wanted.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }
}
