using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AiWebBuilder.IntegrationTests.Http;

/// <summary>What counts as an address on the web, wherever a request names one.</summary>
internal sealed class WebAddressTests
{
    private static readonly string[] None =
    [
        "https://example.com/a\r\nSet-Cookie: a=b",
        "https://example.com/\n",
        "\thttps://example.com/",
        " https://example.com/",
        "https://example.com/a b",
        "https://example.com/\u007f",
        "https://example.com/\u2028",
        "https://ana@example.com/",
        "https://ana:secret@example.com/",
        "https://@example.com/",
        "https://example.com@evil.example\\@example.com/",
        "https:\\\\example.com\\a",
        "https:/example.com/a",
        "https:example.com",
        "https://",
        "https:///a",
        "//example.com/a",
        "/a",
        "",
        "javascript:alert(1)",
        "JavaScript://example.com/%0aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "ftp://example.com/a",
        "https://\u0430pple.com/",
        "https://ex\u200bample.com/",
        "https://bücher.example/",
        "https://example.com/ä",
        "https://example..com/",
        "https://-example.com/",
        "https://exa_mple.com/",
        "https://xn--a.example/",
        "https://example.com:99999/",
        "https://example.com/%zz",
        "https://example.com./",
        "https://0x7f.1/",
        "https://2130706433/",
        "https://example.com/<b>",
        "https://example.com/\"",
        $"https://example.com/{new string('a', 2000)}",
    ];

    [TestCase("avatarUrl")]
    [TestCase("referenceImages")]
    [TestCase("webhookUrl")]
    [TestCase("baseUrl")]
    public async Task No_field_takes_an_address_that_is_none(string field)
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal"))["id"]!.GetValue<string>();
        var tag = (await client.GetAsync("/v1/me")).Headers.ETag!.ToString();
        List<string> taken = [];
        foreach (var address in None)
        {
            using var answer = field switch
            {
                "avatarUrl" => await client.PatchTextAsync(
                    "/v1/me",
                    new JsonObject { ["avatarUrl"] = address }.ToJsonString(),
                    tag
                ),
                "referenceImages" => await client.PostAsJsonAsync(
                    $"/v1/campaigns/{campaign}/generations",
                    new { referenceImages = new[] { address } }
                ),
                "webhookUrl" => await client.PutAsJsonAsync(
                    "/v1/ai/budget",
                    new
                    {
                        limit = 1,
                        period = "month",
                        webhookUrl = address,
                    }
                ),
                _ => await client.PostAsJsonAsync(
                    "/v1/ai/keys",
                    new
                    {
                        provider = "compatible",
                        name = "Mine",
                        baseUrl = address,
                        models = new[]
                        {
                            new
                            {
                                model = "m",
                                inputUsdPerMtok = 1,
                                outputUsdPerMtok = 1,
                                contextTokens = 1000,
                                maxOutputTokens = 100,
                            },
                        },
                    }
                ),
            };
            if (answer.StatusCode != HttpStatusCode.BadRequest)
            {
                taken.Add($"{(int)answer.StatusCode} {address}");
            }
        }
        taken.ShouldBeEmpty();
    }

    [TestCase("https://example.com")]
    [TestCase("HTTPS://Example.com/a.png?b=c&d=%20#e")]
    [TestCase("https://xn--bcher-kva.example/%C3%A4.png")]
    [TestCase("https://img.example.com:8443/~ana/(1)/a,b;c.png")]
    [TestCase("https://192.0.2.7/a.png")]
    [TestCase("https://[2001:db8::1]/a.png")]
    public async Task A_profile_takes_every_https_address(string address)
    {
        using var client = await App.Current.SignedInAsync();
        using var changed = await client.PatchTextAsync(
            "/v1/me",
            new JsonObject { ["avatarUrl"] = address }.ToJsonString(),
            "*"
        );
        (await Answers.JsonAsync(changed, HttpStatusCode.OK))["avatarUrl"]!.GetValue<string>().ShouldBe(address);
    }
}
