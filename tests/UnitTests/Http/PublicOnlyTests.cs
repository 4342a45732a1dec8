using System.Net;
using AiWebBuilder.Infrastructure.Http;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.UnitTests.Http;

/// <summary>Where the server goes when somebody else names the address: both sides of every border.</summary>
internal sealed class PublicOnlyTests
{
    [TestCase("0.0.0.0", false)]
    [TestCase("0.255.255.255", false)]
    [TestCase("10.0.0.1", false)]
    [TestCase("10.255.255.255", false)]
    [TestCase("100.64.0.0", false)]
    [TestCase("100.127.255.255", false)]
    [TestCase("127.0.0.1", false)]
    [TestCase("127.255.255.254", false)]
    [TestCase("169.254.169.254", false)]
    [TestCase("169.254.0.0", false)]
    [TestCase("172.16.0.0", false)]
    [TestCase("172.31.255.255", false)]
    [TestCase("192.0.0.0", false)]
    [TestCase("192.0.0.255", false)]
    [TestCase("192.0.2.1", false)]
    [TestCase("192.88.99.1", false)]
    [TestCase("192.168.0.1", false)]
    [TestCase("192.168.255.255", false)]
    [TestCase("198.18.0.0", false)]
    [TestCase("198.19.255.255", false)]
    [TestCase("198.51.100.7", false)]
    [TestCase("203.0.113.9", false)]
    [TestCase("224.0.0.1", false)]
    [TestCase("239.255.255.255", false)]
    [TestCase("240.0.0.1", false)]
    [TestCase("255.255.255.255", false)]
    [TestCase("::", false)]
    [TestCase("::1", false)]
    [TestCase("::127.0.0.1", false)]
    [TestCase("::10.0.0.1", false)]
    [TestCase("::ffff:127.0.0.1", false)]
    [TestCase("::ffff:10.1.2.3", false)]
    [TestCase("::ffff:169.254.169.254", false)]
    [TestCase("64:ff9b::7f00:1", false)]
    [TestCase("64:ff9b::a00:1", false)]
    [TestCase("64:ff9b:1::1", false)]
    [TestCase("100::1", false)]
    [TestCase("2001::1", false)]
    [TestCase("2001:1ff::1", false)]
    [TestCase("2001:db8::1", false)]
    [TestCase("2002:7f00:1::1", false)]
    [TestCase("2002:a00:1::1", false)]
    [TestCase("3fff::1", false)]
    [TestCase("5f00::1", false)]
    [TestCase("fc00::1", false)]
    [TestCase("fd12:3456:789a::1", false)]
    [TestCase("fe80::1", false)]
    [TestCase("febf::1", false)]
    [TestCase("fec0::1", false)]
    [TestCase("ff02::1", false)]
    [TestCase("::ffff:0:127.0.0.1", false)]
    [TestCase("::ffff:0:8.8.8.8", false)]
    [TestCase("::ffff:1:0:0", false)]
    [TestCase("64:ff9b:1::808:808", false)]
    [TestCase("64:ff9b:0:1::808:808", false)]
    [TestCase("100:0:0:1::1", false)]
    [TestCase("1fff:ffff::1", false)]
    [TestCase("2001:0:808:808::1", false)]
    [TestCase("2002:808:808::1", false)]
    [TestCase("2620:4f:8000::1", false)]
    [TestCase("4000::1", false)]
    [TestCase("8000::1", false)]
    [TestCase("192.31.196.1", false)]
    [TestCase("192.52.193.1", false)]
    [TestCase("192.175.48.1", false)]
    [TestCase("64:ff9b::808:808", true)]
    [TestCase("2000::1", true)]
    [TestCase("2a00:1450:4001::1", true)]
    [TestCase("1.1.1.1", true)]
    [TestCase("8.8.8.8", true)]
    [TestCase("9.255.255.255", true)]
    [TestCase("11.0.0.0", true)]
    [TestCase("100.63.255.255", true)]
    [TestCase("100.128.0.0", true)]
    [TestCase("126.255.255.255", true)]
    [TestCase("128.0.0.1", true)]
    [TestCase("169.253.255.255", true)]
    [TestCase("169.255.0.0", true)]
    [TestCase("172.15.255.255", true)]
    [TestCase("172.32.0.0", true)]
    [TestCase("192.0.1.0", true)]
    [TestCase("192.167.255.255", true)]
    [TestCase("192.169.0.0", true)]
    [TestCase("198.17.255.255", true)]
    [TestCase("198.20.0.0", true)]
    [TestCase("203.0.112.255", true)]
    [TestCase("223.255.255.255", true)]
    [TestCase("::ffff:8.8.8.8", true)]
    [TestCase("2001:200::1", true)]
    [TestCase("2001:4860:4860::8888", true)]
    [TestCase("2600::1", true)]
    [TestCase("2606:4700:4700::1111", true)]
    [TestCase("2a00:1450::1", true)]
    [TestCase("3ffe::1", true)]
    [TestCase("64:ff9c::1", false)]
    public void An_address_is_somebodys_on_the_net_or_is_refused(string address, bool isPublic) =>
        PublicOnly.IsPublic(IPAddress.Parse(address)).ShouldBe(isPublic);

    [TestCase("https://127.0.0.1/")]
    [TestCase("https://localhost/")]
    [TestCase("https://[::1]/")]
    [TestCase("https://[::ffff:127.0.0.1]/")]
    [TestCase("https://2130706433/")]
    [TestCase("https://127.1/")]
    [TestCase("https://0177.0.0.1/")]
    [TestCase("https://0x7f000001/")]
    [TestCase("https://0/")]
    [TestCase("https://169.254.169.254/latest/meta-data/")]
    [TestCase("https://[64:ff9b::7f00:1]/")]
    [TestCase("https://\u2460\u2461\u2466.0.0.1/")]
    [TestCase("https://user:pw@10.0.0.1/")]
    [TestCase("https://user@8.8.8.8/")]
    [TestCase("https://8.8.8.8:22/")]
    [TestCase("https://8.8.8.8/#x")]
    [TestCase("http://8.8.8.8/")]
    [TestCase("ftp://8.8.8.8/")]
    [TestCase("file:///etc/passwd")]
    [TestCase("/relative")]
    [TestCase("")]
    public async Task What_leads_inside_however_it_is_written_is_no_address_to_go_to(string address)
    {
        using var connections = Guard();
        (await connections.ProblemOfAsync(address, CancellationToken.None)).ShouldNotBeNull();
        if (
            Uri.TryCreate(address, UriKind.Absolute, out var uri)
            && uri is { Scheme: "https", UserInfo: "", Fragment: "" }
        )
        {
            // Nor does a connection: what was checked before may lead elsewhere by then.
            using var client = new HttpClient(connections.Handler, disposeHandler: false);
            var refused = await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync(uri));
            (refused is AddressRefusedException || refused.InnerException is AddressRefusedException).ShouldBeTrue(
                refused.ToString()
            );
        }
    }

    [TestCase("https://8.8.8.8/")]
    [TestCase("https://8.8.8.8:443/v1?x=y")]
    [TestCase("https://[2606:4700:4700::1111]/hook")]
    public async Task What_is_on_the_net_may_be_named(string address)
    {
        using var connections = Guard();
        (await connections.ProblemOfAsync(address, CancellationToken.None)).ShouldBeNull();
    }

    [Test]
    public async Task This_machine_may_be_named_only_where_the_operator_says_so()
    {
        using var connections = Guard(allowLoopback: true);
        (await connections.ProblemOfAsync("http://127.0.0.1:8080/", CancellationToken.None)).ShouldBeNull();
        (await connections.ProblemOfAsync("http://10.0.0.1:8080/", CancellationToken.None)).ShouldNotBeNull();
        (await connections.ProblemOfAsync("https://10.0.0.1/", CancellationToken.None)).ShouldNotBeNull();
    }

    [TestCase("8.8.8.8", "127.0.0.1")]
    [TestCase("8.8.8.8", "169.254.169.254")]
    [TestCase("8.8.8.8", "::ffff:127.0.0.1")]
    [TestCase("8.8.8.8", "8.8.8.8 10.0.0.1")]
    public async Task A_name_that_leads_elsewhere_at_the_second_look_up_is_refused_where_it_leads(
        string first,
        string then
    )
    {
        var asked = 0;
        using var connections = new PublicOnly(
            Options.Create(new OutgoingOptions()),
            (_, _) => Task.FromResult((asked++ == 0 ? first : then).Split(' ').Select(IPAddress.Parse).ToArray())
        );
        (await connections.ProblemOfAsync("https://rebinding.example/", CancellationToken.None)).ShouldBeNull();
        using var client = new HttpClient(connections.Handler, disposeHandler: false);
        var refused = await Should.ThrowAsync<HttpRequestException>(() =>
            client.GetAsync(new Uri("https://rebinding.example/"))
        );
        (refused is AddressRefusedException || refused.InnerException is AddressRefusedException).ShouldBeTrue();
        // What was checked is what would have been connected to: nobody looks a third time.
        asked.ShouldBe(2);
    }

    private static PublicOnly Guard(bool allowLoopback = false) =>
        new(Options.Create(new OutgoingOptions { AllowLoopback = allowLoopback }));
}
