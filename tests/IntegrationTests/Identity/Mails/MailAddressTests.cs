using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using AiWebBuilder.IntegrationTests.Harness;

namespace AiWebBuilder.IntegrationTests.Identity.Mails;

/// <summary>Which texts are an address that somebody signs in with, and when two are the same.</summary>
internal sealed class MailAddressTests
{
    [TestCase("{0}@example.com", "  {0}@EXAMPLE.com ")]
    [TestCase("{0}+shop@example.com", "{0}+Shop@example.com")]
    [TestCase("Ärger{0}@example.com", "ärger{0}@example.com")]
    [TestCase(
        "h\u00e9l\u00e8ne{0}@example.com",
        "he\u0301le\u0300ne{0}@example.com",
        Description = "as another keyboard sends it"
    )]
    [TestCase("\u212Aelvin{0}@example.com", "kelvin{0}@example.com")]
    [TestCase("\U00010400{0}@example.com", "\U00010428{0}@example.com")]
    [TestCase(
        "{0}@bücher.example",
        "{0}@xn--bcher-kva.example",
        Description = "as a browser's field for addresses sends it"
    )]
    [TestCase("{0}@XN--BCHER-KVA.example", "{0}@BÜCHER.EXAMPLE")]
    [TestCase("{0}@bu\u0308cher.example", "{0}@bücher.example")]
    [TestCase("{0}@straße.example", "{0}@xn--strae-oqa.example", Description = "IDNA2008: not strasse.example")]
    [TestCase("{0}@例え。テスト", "{0}@例え.テスト")]
    [TestCase("{0}@ｅxample.com", "{0}@example.com")]
    [TestCase("o'{0}/x=y!#$%&*+-?^_`{{|}}~@example.com", "o'{0}/x=y!#$%&*+-?^_`{{|}}~@Example.Com")]
    public async Task One_address_is_one_account_however_it_is_typed(string registered, string typed)
    {
        var one = RandomNumberGenerator.GetHexString(12, lowercase: true);
        using var client = App.Current.CreateClient();
        (await RegisterAsync(client, string.Format(null, registered, one))).ShouldBe(HttpStatusCode.Created);

        foreach (var email in new[] { string.Format(null, registered, one), string.Format(null, typed, one) })
        {
            (await RegisterAsync(client, email)).ShouldBe(HttpStatusCode.Conflict, email);
            using var signedIn = await SignInNode.LogInAsync(client, email, Person.Password);
            signedIn.StatusCode.ShouldBe(HttpStatusCode.OK, email);
        }
    }

    [TestCase(
        "\u0130{0}@example.com",
        Description = "would be found by nobody: PostgreSQL and .NET do not agree about its lower case"
    )]
    [TestCase("I\u0307{0}@example.com", Description = "the same in two pieces")]
    [TestCase("\u200B{0}@example.com")]
    [TestCase("{0}\u202E@example.com")]
    [TestCase("a\u2028{0}@example.com")]
    [TestCase("a\u00A0{0}@example.com")]
    [TestCase("a({0})@example.com")]
    [TestCase("a:{0}@example.com")]
    [TestCase("a\\{0}@example.com")]
    [TestCase("{0}@[127.0.0.1]")]
    [TestCase("{0}@127.0.0.1")]
    [TestCase("{0}@example.com.")]
    [TestCase("{0}@.example.com")]
    [TestCase("{0}@example..com")]
    [TestCase("{0}@example")]
    [TestCase("{0}@-example.com")]
    [TestCase("{0}@example-.com")]
    [TestCase("{0}@exa_mple.com")]
    [TestCase("{0}@ex--ample.com", Description = "hyphens there are for xn-- alone")]
    [TestCase("{0}@xn--a.example", Description = "stands for no letter")]
    [TestCase("{0}@example.123")]
    [TestCase("{0}@exam\u00ADple.com")]
    [TestCase("{0}@exam\u200Dple.com")]
    [TestCase("{0}@example.com\u3002")]
    [TestCase("{0}@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.com", Description = "64 letters")]
    [TestCase(".{0}@example.com")]
    [TestCase("{0}.@example.com")]
    [TestCase("a..{0}@example.com")]
    [TestCase("\"{0}\"@example.com")]
    [TestCase("a@{0}@example.com")]
    [TestCase("a\uFF20{0}@example.com", Description = "a full-width @")]
    [TestCase("\uFF41{0}@example.com", Description = "a full-width letter")]
    [TestCase("a\u2026{0}@example.com", Description = "three dots in one")]
    [TestCase(
        "=?utf-8?q?{0}=40evil.example=3e=00?=@example.com",
        Description = "an encoded word, which some servers decode"
    )]
    [TestCase("x=?iso-8859-1?b?{0}?=@example.com")]
    [TestCase("{0}aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@example.com", Description = "65 octets")]
    [TestCase("{0}@example.com,b@example.com")]
    [TestCase("@{0}.example.com")]
    public async Task What_looks_like_another_address_or_can_get_no_mail_is_refused(string email)
    {
        using var client = App.Current.CreateClient();
        (
            await RegisterAsync(
                client,
                string.Format(null, email, RandomNumberGenerator.GetHexString(12, lowercase: true))
            )
        ).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Test]
    public async Task A_browser_may_call_itself_what_it_likes()
    {
        using var client = App.Current.CreateClient();
        // The five hundred characters that are kept end in the middle of the fox.
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", new string('a', 499) + "🦊 and on");
        using var answer = await client.PostAsJsonAsync(
            "/v1/auth/register",
            new
            {
                email = $"{Guid.CreateVersion7():N}@example.com",
                password = Person.Password,
                name = "Ana",
            }
        );
        await Answers.JsonAsync(answer, HttpStatusCode.Created);
    }

    private static async Task<HttpStatusCode> RegisterAsync(HttpClient client, string email)
    {
        using var answer = await client.PostAsJsonAsync(
            "/v1/auth/register",
            new
            {
                email,
                password = Person.Password,
                name = "Ana Example",
            }
        );
        return answer.StatusCode;
    }
}
