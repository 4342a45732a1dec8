using AiWebBuilder.Application.Campaigns.Exports;
using AiWebBuilder.Application.Campaigns.Publishing;

namespace AiWebBuilder.UnitTests.Campaigns.Exports;

/// <summary>What a message says of its sender.</summary>
public sealed class EmailMessageTests
{
    [TestCase(
        "Mill Wheels",
        "hi@mill.example",
        "From: Mill Wheels\r\n <hi@mill.example>\r\nReply-To: <hi@mill.example>\r\n"
    )]
    [TestCase("Café", "a@b.example", "From: =?utf-8?B?Q2Fmw6k=?=\r\n <a@b.example>\r\n")]
    // A comma would part two senders.
    [TestCase("Brandt, Jens", "a@b.example", "From: =?utf-8?B?QnJhbmR0LCBKZW5z?=\r\n <a@b.example>\r\n")]
    public void It_comes_from_the_owner_and_is_answered_there(string name, string mailbox, string header) =>
        MessageOf(name, mailbox).ShouldContain(header);

    [TestCase(null)]
    [TestCase("é@b.example")]
    public void Without_a_mailbox_that_every_program_takes_the_sender_is_left_open(string? mailbox)
    {
        MessageOf("Mill Wheels", mailbox).ShouldNotContain("From:");
        MessageOf("Mill Wheels", mailbox).ShouldContain("List-Unsubscribe: <%UNSUBSCRIBE_URL%>\r\n");
    }

    private static string MessageOf(string name, string? mailbox) =>
        EmailExport
            .Files(
                [
                    new ComposedPage("email-1", "<p>Hello")
                    {
                        Email = new EmailParts("Hello", null, "Hello\n", HasBody: true)
                        {
                            FromName = name,
                            ReplyTo = mailbox,
                        },
                    },
                ],
                ExportNames.For(["email-1"]),
                ""
            )
            .Single(file => file.Path == "email-1.eml")
            .Content;
}
