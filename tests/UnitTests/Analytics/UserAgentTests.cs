using System.Text.Json.Nodes;
using AiWebBuilder.Application.Analytics.Ingestion;

namespace AiWebBuilder.UnitTests.Analytics;

/// <summary>Who is a person and who is a program.</summary>
internal sealed class UserAgentTests
{
    private const string Mozilla = "Mozilla/5.0 ";
    private const string Phone =
        Mozilla
        + "(Linux; Android 13; SM-A536B; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/119.0 Mobile Safari/537.36 ";
    private const string Apple =
        Mozilla + "(iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 ";
    private const string Desktop =
        Mozilla + "(X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 ";

    [TestCase(Mozilla + "(X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")]
    [TestCase(
        Mozilla + "(Linux; Android 13; CUBOT KINGKONG 9) AppleWebKit/537.36 Chrome/120.0.0.0 Mobile Safari/537.36"
    )]
    [TestCase(
        Mozilla + "(Linux; Android 9; CUBOT_X19 Build/PPR1) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"
    )]
    [TestCase(Mozilla + "(Linux; Android 8.1.0; Cubot_Nova) AppleWebKit/537.36 Chrome/90.0 Mobile Safari/537.36")]
    [TestCase(Phone + "Telegram-Android/10.6.2 (Samsung SM-S911B; Android 14; SDK 34; HIGH)")]
    [TestCase(Apple + "Telegram-iOS/10.5")]
    [TestCase(Phone + "WhatsApp/2.23.24.76")]
    [TestCase(Apple + "WhatsApp/23.24.72")]
    [TestCase(Apple + "Instagram 312.0.0.20.112 (iPhone14,5; iOS 17_2; en_US)")]
    [TestCase(Apple + "[FBAN/FBIOS;FBAV/444.0.0.32.110;FBDV/iPhone14,5;FBSN/iOS]")]
    [TestCase(Phone + "MetaIAB Facebook")]
    [TestCase(Phone + "[Pinterest/Android]")]
    [TestCase(Apple + "Snapchat/12.63.0.39 (like Safari/8616.2.9.10.10, panda)")]
    [TestCase(Apple + "[LinkedInApp]/9.29.6992")]
    [TestCase(Apple + "Safari Line/13.21.0")]
    [TestCase(Phone + "trill_320603 JsSdk/1.0 BytedanceWebview/d8a21c6")]
    [TestCase(Phone + "MicroMessenger/8.0.40.2420(0x28002837) WeChat/arm64 Weixin NetType/WIFI")]
    [TestCase(Mozilla + "(Windows NT 10.0) AppleWebKit/537.36 Code/1.85.1 Chrome/114.0 Electron/25.9.7 Safari/537.36")]
    [TestCase(Mozilla + "(Linux; Android 15; CPH2557 Build/AP3A.240617.008; wv) Chrome/142.0 Mobile Safari/537.36")]
    [TestCase(Mozilla + "(SMART-TV; LINUX; Tizen 6.0) AppleWebKit/537.36 76.0.3809.146/6.0 TV Safari/537.36")]
    [TestCase("")]
    // A shop's server that reports an order.
    [TestCase("python-requests/2.31.0")]
    [TestCase("axios/1.6.2")]
    [TestCase("curl/8.5.0")]
    public void People_and_the_tools_of_shops_count(string header) => UserAgent.Parse(header).IsBot.ShouldBeFalse();

    [TestCase(Mozilla + "(compatible; GoogleOther)")]
    [TestCase(Phone + "(compatible; GoogleOther)")]
    [TestCase(Mozilla + "(compatible; Google-InspectionTool/1.0;)")]
    [TestCase(Desktop + "GTmetrix")]
    [TestCase(Desktop + "PTST/231205.182411")]
    [TestCase(Desktop + "DatadogSynthetics")]
    [TestCase(
        Mozilla
            + "AppleWebKit/537.36 (KHTML, like Gecko; compatible; Perplexity-User/1.0; +https://perplexity.ai/perplexity-user)"
    )]
    [TestCase(
        Mozilla + "AppleWebKit/537.36 (KHTML, like Gecko; compatible; Claude-User/1.0; +Claude-User@anthropic.com)"
    )]
    [TestCase(
        Mozilla + "AppleWebKit/537.36 (KHTML, like Gecko); compatible; ChatGPT-User/1.0; +https://openai.com/bot"
    )]
    [TestCase(
        Mozilla + "(X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0.0.0 Safari/537.36"
    )]
    [TestCase(Mozilla + "(Macintosh) AppleWebKit/537.36 Chrome/120 Safari/537.36 Chrome-Lighthouse")]
    [TestCase("WhatsApp/2.23.20.0 A")]
    [TestCase("TelegramBot (like TwitterBot)")]
    [TestCase(Mozilla + "(compatible; NobodyHasHeardOfThisBot/2.1; +http://bot.example)")]
    [TestCase("examplebot")]
    [TestCase(Mozilla + "(compatible; ExampleCrawler)")]
    [TestCase(Mozilla + "(Windows NT 6.1; WOW64) AppleWebKit/537.36 Chrome/70.0 Safari/537.36 StatusCake")]
    public void Programs_that_say_so_do_not(string header) => UserAgent.Parse(header).IsBot.ShouldBeTrue();

    [Test]
    public void Every_user_agent_that_the_list_names_is_known_but_for_those_that_are_peoples()
    {
        var own = Read("bots.json");
        var people = Texts(own["people"]);
        var tags = Texts(own["peoplesTags"]);
        var instances = Read("crawler-user-agents.json")
            .AsArray()
            .Where(entry => !people.Contains((string)entry!["pattern"]!) && !Texts(entry["tags"]).Overlaps(tags))
            .SelectMany(entry => Texts(entry!["instances"]))
            .ToArray();

        instances.Length.ShouldBeGreaterThan(1_900);
        instances.Where(instance => !UserAgent.Parse(instance).IsBot).ShouldBeEmpty();
    }

    private static JsonNode Read(string name)
    {
        using var stream = typeof(UserAgent).Assembly.GetManifestResourceStream(name).ShouldNotBeNull();
        return JsonNode.Parse(stream)!;
    }

    private static HashSet<string> Texts(JsonNode? list) => [.. list!.AsArray().Select(one => (string)one!)];
}
