using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.IntegrationTests.Harness;
using AiWebBuilder.IntegrationTests.Harness.Fakes;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace AiWebBuilder.IntegrationTests.Operations;

/// <summary>Mails as a mail server meets them, willing or not.</summary>
internal sealed partial class SmtpMailerTests
{
    private const string Secret = "pässword of the mail server";

    private Nodes nodes = null!;
    private SmtpServer server = null!;

    [SetUp]
    public async Task CreateAsync() => nodes = await Nodes.CreateAsync();

    [TearDown]
    public async Task StopAsync()
    {
        await nodes.DisposeAsync();
        await server.DisposeAsync();
    }

    [TestCase("PLAIN")]
    [TestCase("LOGIN")]
    public async Task A_link_for_a_new_password_arrives_as_mail_programs_want_it(string mechanism)
    {
        server = SmtpServer.Start(mechanism);
        await using var node = Start();
        using var person = await RegisterAsync(node);

        await AskForALinkAsync(person, language: "de");
        await EndedAsync("completed");

        server.Faults.ShouldBeEmpty();
        server.SignIns.Distinct().ShouldBe([("sender", Secret)]);
        var (from, to, content) = server.Mails.Last();
        (from, to).ShouldBe(("no-reply@product.example", person.Email));
        Encoding.Latin1.GetString(content).Split("\r\n\r\n")[0].ShouldAllBe(letter => letter < 128);
        using var mail = await MimeMessage.LoadAsync(new MemoryStream(content));
        mail.From.Mailboxes.Single().ShouldBe(new MailboxAddress("Das Produkt für alle", from), Same);
        mail.To.Mailboxes.Single().Address.ShouldBe(to);
        mail.Subject.ShouldBe("Neues Passwort wählen");
        mail.Headers[HeaderId.Subject].ShouldBe(mail.Subject);
        mail.Headers["Auto-Submitted"].ShouldBe("auto-generated");
        mail.MessageId.ShouldNotBeNullOrEmpty();
        (TimeProvider.System.GetUtcNow() - mail.Date).Duration().ShouldBeLessThan(TimeSpan.FromMinutes(10));
        mail.Body.ShouldBeOfType<MultipartAlternative>()
            .Select(part => part.ContentType.MimeType)
            .ShouldBe(["text/plain", "text/html"]);
        var link = Link().Match(mail.TextBody!).Value;
        link.ShouldNotBeEmpty();
        mail.HtmlBody!.ShouldContain(WebUtility.HtmlEncode(link));
        (
            await person.Client.PostAsJsonAsync(
                "/v1/auth/password-reset/confirmation",
                new { token = link.Split('=')[1], password = "quite another password" }
            )
        ).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Test]
    public async Task Lines_that_begin_with_a_dot_arrive_as_they_were_written()
    {
        server = SmtpServer.Start();
        await using var node = Start();
        const string text = ".\r\n..\r\n.hidden\r\nThe end.\r\n.\r\n";

        await node
            .Services.GetRequiredService<IMailer>()
            .SendAsync(new Mail("ana@example.com", "Dots", text, "<p>.</p>\r\n.\r\n"), CancellationToken.None);

        server.Faults.ShouldBeEmpty();
        using var mail = await MimeMessage.LoadAsync(new MemoryStream(server.Mails.Single().Content));
        mail.TextBody!.ReplaceLineEndings("\r\n").ShouldBe(text);
    }

    [TestCase("EHLO", "421 4.3.2 Closing")]
    [TestCase("AUTH", "454 4.7.0 Not now")]
    [TestCase("MAIL", "451 4.3.0 Try again")]
    [TestCase("RCPT", "450 4.2.1 Busy")]
    [TestCase("RCPT", "")]
    [TestCase("DATA", "")]
    [TestCase(SmtpServer.EndOfMail, "451 4.3.0 Try again")]
    [TestCase(SmtpServer.EndOfMail, "")]
    public async Task What_a_server_cannot_take_now_is_sent_again_and_arrives_once(string command, string answer)
    {
        server = SmtpServer.Start();
        await using var node = Start();
        using var person = await RegisterAsync(node);
        var before = server.Mails.Count;
        server.Answer = line => line.StartsWith(command, StringComparison.Ordinal) ? answer : null;

        await AskForALinkAsync(person);
        await EndedAsync("retrying");
        server.Mails.Count.ShouldBe(before);
        await ShouldHoldNoSecretAsync(person);
        server.Answer = _ => null;
        await nodes.RetryNowAsync();

        await EndedAsync("completed");
        server.Mails.Count.ShouldBe(before + 1);
        server.Faults.ShouldBeEmpty();
    }

    [Test]
    public async Task A_server_that_hangs_up_after_it_has_taken_the_mail_does_not_get_it_twice()
    {
        server = SmtpServer.Start();
        await using var node = Start();
        using var person = await RegisterAsync(node);
        var before = server.Mails.Count;
        server.Answer = line => line == "QUIT" ? "" : null;

        await AskForALinkAsync(person);

        await EndedAsync("completed");
        server.Mails.Count.ShouldBe(before + 1);
    }

    [TestCase("RCPT", "550 5.1.1 Nobody of the name {0} here")]
    [TestCase(SmtpServer.EndOfMail, "554 5.7.1 Refused: {0}")]
    public async Task What_a_server_refuses_for_good_is_not_sent_again(string command, string answer)
    {
        server = SmtpServer.Start();
        await using var node = Start();
        using var person = await RegisterAsync(node);
        var before = server.Mails.Count;
        server.Answer = line =>
            line.StartsWith(command, StringComparison.Ordinal) ? answer.Replace("{0}", person.Email) : null;

        await AskForALinkAsync(person);

        await EndedAsync("failed");
        server.Mails.Count.ShouldBe(before);
        (await LastAsync<int>("attempts")).ShouldBe(1);
        (await LastAsync<string>("error_message")).ShouldStartWith("The mail server refuses the mail for good (55");
        await ShouldHoldNoSecretAsync(person);
        // The link that never arrived opens nothing.
        (
            await nodes.Database.QueryAsync<long>(
                "select count(*) from email_tokens where purpose = 'reset_password' and used_at is null"
            )
        ).ShouldBe(0);
    }

    [Test]
    public async Task A_server_that_offers_no_encryption_is_told_nothing_when_the_options_ask_for_it()
    {
        server = SmtpServer.Start();
        await using var node = Start(("Mail:UseStartTls", "true"));
        using var person = await Person.RegisterAsync(node);

        await EndedAsync("retrying");

        server.SignIns.ShouldBeEmpty();
        server.Mails.ShouldBeEmpty();
        server.Commands.ShouldAllBe(line => line.StartsWith("EHLO") || line == "QUIT");
        (await LastAsync<string>("error_message")).ShouldStartWith("The mail server did not take the mail");
    }

    [Test]
    public async Task A_password_leaves_the_machine_encrypted_only()
    {
        server = SmtpServer.Start();
        await using var node = Start(("Mail:Host", "localhost"));
        using var person = await Person.RegisterAsync(node);

        await EndedAsync("retrying");

        server.SignIns.ShouldBeEmpty();
        server.Mails.ShouldBeEmpty();
        (await LastAsync<string>("error_message")).ShouldStartWith("The mail server did not take the mail");
    }

    [Test]
    public async Task A_mail_waits_for_a_server_that_is_not_there()
    {
        server = SmtpServer.Start();
        await using var node = Start(("Mail:Port", "1"));
        using var person = await Person.RegisterAsync(node);

        await EndedAsync("retrying");

        (await LastAsync<string>("error_message")).ShouldBe("The mail server did not take the mail (SocketException).");
    }

    private static readonly IEqualityComparer<MailboxAddress> Same = EqualityComparer<MailboxAddress>.Create(
        (one, other) => one!.Address == other!.Address && one.Name == other.Name
    );

    private WebApplicationFactory<Program> Start(params (string Key, string Value)[] settings) =>
        nodes.Start(
            services: null,
            [
                ("Mail:Host", "127.0.0.1"),
                ("Mail:Port", server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                ("Mail:UseStartTls", "false"),
                ("Mail:User", "sender"),
                ("Mail:Password", Secret),
                ("Mail:From", "Das Produkt für alle <no-reply@product.example>"),
                .. settings,
            ]
        );

    /// <summary>Somebody whose first mail has arrived.</summary>
    private async Task<Person> RegisterAsync(WebApplicationFactory<Program> node)
    {
        var person = await Person.RegisterAsync(node);
        await EndedAsync("completed");
        return person;
    }

    /// <summary>It is taken whatever the mail server says, which the request never meets.</summary>
    private static async Task AskForALinkAsync(Person person, string language = "en")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/auth/password-reset");
        request.Headers.Add("Accept-Language", language);
        request.Content = JsonContent.Create(new { email = person.Email });
        (await person.Client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    private Task EndedAsync(string status) =>
        nodes.WaitUntilAsync(
            $"""
            select from (select status from job_queue where job_type = 'identity.mail' order by created_at desc, id desc limit 1) job
            where status = '{status}'
            """
        );

    private Task<T> LastAsync<T>(string column) =>
        nodes.Database.QueryAsync<T>(
            $"select {column} from job_queue where job_type = 'identity.mail' order by created_at desc, id desc limit 1"
        );

    private async Task ShouldHoldNoSecretAsync(Person person)
    {
        var row = await LastAsync<string>("to_jsonb(job_queue)::text");
        row.ShouldNotContain(person.Email);
        row.ShouldNotContain(Secret);
        row.ShouldNotContain("token", Case.Insensitive);
    }

    [GeneratedRegex(@"http\S+#token=[A-Za-z0-9_-]{43}", RegexOptions.None, 1000)]
    private static partial Regex Link();
}
