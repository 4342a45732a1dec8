using System.Net;
using System.Net.Sockets;
using AiWebBuilder.Api.Cli;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Npgsql;

namespace AiWebBuilder.IntegrationTests.Operations;

/// <summary>What the program says of failures that a person can put right, instead of a stack trace.</summary>
internal sealed class FailureSentencesTests
{
    [Test]
    public async Task A_port_that_is_taken_between_the_look_and_the_start_is_named()
    {
        using var rival = new TcpListener(IPAddress.Loopback, 0);
        rival.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)rival.LocalEndpoint).Port}";
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(address);
        await using var app = builder.Build();

        var failure = await Should.ThrowAsync<IOException>(() => app.StartAsync());

        Failures
            .Sentence(failure)
            .ShouldBe(
                $"{address} is taken by another program: end it, or choose another port with ./dev run --port N or "
                    + "ASPNETCORE_URLS."
            );
    }

    [TestCase("53100", "The disk is full: free some space, then start again.")]
    [TestCase("28P01", "The database refuses the connection (No.): correct ConnectionStrings__Postgres.")]
    [TestCase("3D000", "The database refuses the connection (No.): correct ConnectionStrings__Postgres.")]
    [TestCase("57P03", "The database is not available (No.): try again when it is.")]
    [TestCase("55P03", "A table that a migration changes is in use: end what uses it, then try again.")]
    [TestCase("42P01", "The database lacks migrations (No.): run db migrate, then try again.")]
    [TestCase("42501", "The database refused a statement (42501: No.): see its log.")]
    public void What_the_database_refuses_is_told_with_what_to_do(string state, string sentence) =>
        Failures
            .Sentence(new InvalidOperationException("Wrapped.", new PostgresException("No.", "ERROR", "ERROR", state)))
            .ShouldBe(sentence);

    [Test]
    public void A_disk_that_is_full_for_the_program_itself_is_called_so() =>
        Failures
            .Sentence(new IOException("No space left on device : '/somewhere'", hresult: 28))
            .ShouldBe("The disk is full: free some space, then start again.");

    [Test]
    public void What_only_a_programmer_can_put_right_keeps_its_stack_trace() =>
        Failures.Sentence(new InvalidOperationException("A bug.")).ShouldBeNull();
}
