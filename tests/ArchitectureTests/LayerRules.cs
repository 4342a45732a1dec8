using System.Reflection;
using System.Text.RegularExpressions;
using AiWebBuilder.ArchitectureTests.Reading;

namespace AiWebBuilder.ArchitectureTests;

/// <summary>Domain knows the runtime and one package without dependencies; Application knows Domain; Infrastructure knows both; Api composes them.</summary>
internal sealed partial class LayerRules
{
    /// <summary>All that Application may refer to. What is not here it asks of Infrastructure, by an interface.</summary>
    private static readonly string[] ForApplication =
    [
        "AiWebBuilder.Domain",
        // Requests, their rules and their views; texts that people write, read and compared without a browser.
        "Ardalis.Specification",
        "MediatR",
        "FluentValidation",
        "FluentValidation.DependencyInjectionExtensions",
        "Mapster",
        "AngleSharp",
        "AngleSharp.Css",
        "AnyAscii",
        "DiffPlex",
        "HtmlSanitizer",
        "Microsoft.Extensions.AI.Abstractions",
        "Microsoft.Extensions.DependencyInjection.Abstractions",
        "Microsoft.Extensions.Logging.Abstractions",
        "System.Collections",
        "System.Collections.Concurrent",
        "System.Collections.Immutable",
        "System.ComponentModel",
        "System.Diagnostics.DiagnosticSource",
        "System.Linq",
        "System.Linq.Expressions",
        "System.Memory",
        "System.Net.Primitives",
        "System.ObjectModel",
        "System.Runtime",
        "System.Runtime.InteropServices",
        "System.Runtime.Numerics",
        "System.Security.Cryptography",
        "System.Text.Encodings.Web",
        "System.Text.Json",
        "System.Text.RegularExpressions",
        "System.Threading",
        "System.Xml.ReaderWriter",
    ];

    /// <summary>Of the runtime's own namespaces that reach out of the process, the types that do not.</summary>
    private static readonly string[] InProcess =
    [
        "System.IO.IOException",
        "System.IO.MemoryStream",
        "System.IO.Stream",
        "System.IO.StreamReader",
        "System.IO.StreamWriter",
        "System.IO.StringReader",
        "System.IO.StringWriter",
        "System.IO.TextReader",
        "System.IO.TextWriter",
        "System.Net.IPAddress",
        "System.Net.WebUtility",
        "System.Diagnostics.Activity",
        "System.Diagnostics.ActivitySource",
        "System.Diagnostics.UnreachableException",
    ];

    /// <summary>What an endpoint has no business with: it sends a request, or asks a class of Infrastructure.</summary>
    private static readonly string[] DatabaseTypes =
    [
        "AiWebBuilder.Infrastructure.Persistence.Databases",
        "AiWebBuilder.Infrastructure.Persistence.DatabaseConnections",
        "AiWebBuilder.Infrastructure.Persistence.AppDbContext",
        "Microsoft.EntityFrameworkCore.DbContext",
        "Npgsql.NpgsqlDataSource",
        "Npgsql.NpgsqlConnection",
        "Npgsql.NpgsqlCommand",
        "Npgsql.NpgsqlBatch",
    ];

    [Test]
    public void Domain_refers_to_nothing_but_the_runtime_and_specifications()
    {
        OutsideTheRuntime(House.Domain).ShouldBe(["Ardalis.Specification"]);
        OutsideTheRuntime(House.Violations).ShouldNotBeEmpty();
    }

    [Test]
    public void Application_refers_to_what_stays_in_the_process_and_to_nothing_else()
    {
        ReferencesOf(House.Application).Length.ShouldBeGreaterThanOrEqualTo(28);
        ReferencesOf(House.Application).Except(ForApplication).ShouldBeEmpty();
        string[] forbidden = ["AiWebBuilder.Infrastructure", "Microsoft.EntityFrameworkCore", "System.Net.Http"];
        forbidden.ShouldBeSubsetOf(ReferencesOf(House.Violations).Except(ForApplication));
        var uses = Use.In(House.Application);
        uses.Count.ShouldBeGreaterThan(24_500);
        LeavingTheProcess(uses).ShouldBeEmpty();
        string[] leaving =
        [
            "AiWebBuilder.Application.Library.AsksTheWeb: System.Net.Http.HttpClient",
            "AiWebBuilder.Application.Library.ReadsAFile: System.IO.File",
        ];
        leaving.ShouldBeSubsetOf(LeavingTheProcess(Use.In(House.Violations)));
    }

    [Test]
    public void Endpoints_reach_no_database()
    {
        var uses = Use.In(House.Api);
        uses.Where(use => IsEndpoint(use.From))
            .Select(use => use.From)
            .Distinct()
            .Count()
            .ShouldBeGreaterThanOrEqualTo(43);
        ReachingADatabase(uses).ShouldBeEmpty();
        ReachingADatabase(Use.In(House.Violations))
            .ShouldBe([
                "AiWebBuilder.Api.Library.EndpointWithAContext",
                "AiWebBuilder.Api.Library.EndpointWithADatabase",
            ]);
    }

    [Test]
    public void Infrastructure_does_not_refer_to_Api()
    {
        ReferencesOf(House.Infrastructure).ShouldContain("AiWebBuilder.Application");
        Forbidden(House.Infrastructure, ["AiWebBuilder.Api"]).ShouldBeEmpty();
        Forbidden(House.Violations, ["AiWebBuilder.Api"]).ShouldNotBeEmpty();
    }

    /// <summary>Only the messaging file may change when MediatR does; a comment may name it.</summary>
    [Test]
    public void Only_the_messaging_file_speaks_of_MediatR()
    {
        var sources = House.Sources();
        sources.Count.ShouldBeGreaterThan(900);
        SpeakingOfMediatR(sources).ShouldBe(["src/Application/Common/Messaging.cs"]);
        SpeakingOfMediatR(
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["Using.cs"] = "using MediatR;",
                    ["Qualified.cs"] = "class Handler(global::MediatR.IMediator mediator);",
                    ["Comment.cs"] = "// like MediatR\n/* MediatR */ class Harmless;",
                }
            )
            .ShouldBe(["Qualified.cs", "Using.cs"]);
    }

    private static IEnumerable<string> LeavingTheProcess(IEnumerable<Use> uses) =>
        uses.Where(use =>
                use.To.StartsWith("System.IO.", StringComparison.Ordinal)
                || use.To.StartsWith("System.Net.", StringComparison.Ordinal)
                || use.To.StartsWith("System.Diagnostics.", StringComparison.Ordinal)
                    && !use.To.StartsWith("System.Diagnostics.CodeAnalysis.", StringComparison.Ordinal)
                    && !use.To.StartsWith("System.Diagnostics.Debugger", StringComparison.Ordinal)
            )
            .Where(use => !InProcess.Contains(use.To))
            .Select(use => $"{use.From}: {use.To}")
            .Distinct(StringComparer.Ordinal);

    /// <summary>Of a module: the command line, the demo and what composes the server are none, and Http is the server's own.</summary>
    private static bool IsEndpoint(string type) =>
        type.Split('.') is ["AiWebBuilder", "Api", not ("Cli" or "Demo" or "Http"), _, ..];

    private static IEnumerable<string> ReachingADatabase(IEnumerable<Use> uses) =>
        uses.Where(use => IsEndpoint(use.From) && DatabaseTypes.Contains(use.To))
            .Select(use => use.From)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

    private static string[] ReferencesOf(Assembly assembly) =>
        [.. assembly.GetReferencedAssemblies().Select(reference => reference.Name!)];

    private static string[] OutsideTheRuntime(Assembly assembly) =>
        [.. ReferencesOf(assembly).Where(name => !name.StartsWith("System", StringComparison.Ordinal))];

    private static string[] Forbidden(Assembly assembly, IReadOnlyList<string> prefixes) =>
        [
            .. ReferencesOf(assembly)
                .Where(name => prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))),
        ];

    /// <summary>Who speaks to the net, and to whom; where accounts name the address, over <c>PublicOnly</c>'s connections and no other.</summary>
    private static readonly Dictionary<string, string> Connecting = new(StringComparer.Ordinal)
    {
        ["src/Infrastructure/Http/PublicOnly.cs"] = "makes the guarded connections",
        ["src/Infrastructure/Http/GuardedFetcher.cs"] = "reads over them what accounts have named",
        ["src/Infrastructure/AiUsage/Alerts/AlertWebhookJob.cs"] = "sends over them",
        ["src/Infrastructure/AiUsage/Providers/ProviderClients.cs"] =
            "asks providers, over them where an account named one",
        ["src/Infrastructure/AiUsage/Providers/ProviderConnections.cs"] = "the operator's providers",
        ["src/Infrastructure/Identity/Billing/StripePayments.cs"] = "the operator's payment provider",
        ["src/Api/Demo/DemoAccount.cs"] = "asks this server",
        ["src/Api/Demo/DemoCommand.cs"] = "asks this server",
        ["src/Api/Demo/DemoRun.cs"] = "asks this server",
        ["src/Api/Demo/MigrationDemo.cs"] = "asks this server",
        ["src/Api/Demo/ProductClient.cs"] = "asks this server",
        ["src/Api/Demo/SimulatedVisits.cs"] = "asks this server",
    };

    [Test]
    public void Nobody_speaks_to_the_net_but_those_who_are_named()
    {
        SpeakingToTheNet(House.Sources()).ShouldBe(Connecting.Keys, ignoreOrder: true);
        foreach (
            var statement in (string[])
                [
                    "using var client = new HttpClient();",
                    "await Dns.GetHostAddressesAsync(name);",
                    "using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);",
                    "services.AddHttpClient<Things>();",
                    "IHttpClientFactory clients",
                ]
        )
        {
            SpeakingToTheNet(new Dictionary<string, string> { ["a.cs"] = statement }).ShouldBe(["a.cs"], statement);
        }
        SpeakingToTheNet(new Dictionary<string, string> { ["a.cs"] = "// new HttpClient()" }).ShouldBeEmpty();
    }

    private static string[] SpeakingToTheNet(IReadOnlyDictionary<string, string> sources) =>
        [.. sources.Where(file => NetTypes().IsMatch(SourceText.WithoutComments(file.Value))).Select(file => file.Key)];

    [GeneratedRegex(
        @"\b(HttpClient|HttpMessageInvoker|SocketsHttpHandler|HttpClientHandler|TcpClient|UdpClient|Socket|WebClient|WebRequest|ClientWebSocket|Dns|IHttpClientFactory|AddHttpClient)\b",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex NetTypes();

    private static string[] SpeakingOfMediatR(IReadOnlyDictionary<string, string> sources) =>
        [
            .. sources
                .Where(file => SourceText.WithoutComments(file.Value).Contains("MediatR", StringComparison.Ordinal))
                .Select(file => file.Key)
                .Order(StringComparer.Ordinal),
        ];
}
