using System.Net.Mime;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AiWebBuilder.IntegrationTests.Isolation;

/// <summary>
/// The suite against a product that has been broken on purpose: some operations are answered, before the product sees them, the
/// way a careless handler would, on a connection that no policy binds. Every hole must be found, and nothing else.
/// </summary>
internal sealed class PlantedHolesTests
{
    private static readonly Hole[] Holes =
    [
        new(
            "deleteComponent",
            "a delete without a look at the owner",
            "DELETE",
            "^/v1/components/([^/]+)$",
            "with gone as (delete from campaign_components where id = $1::uuid returning 1) select '{}' from gone",
            204
        ),
        new(
            "deleteSubmission",
            "a child that is not tied to its parent: the parent is the caller's own, the child anybody's",
            "DELETE",
            "^/v1/campaigns/OWN/submissions/([^/]+)$",
            "with gone as (delete from form_submissions where id = $1::uuid returning 1) select '{}' from gone",
            204
        ),
        new(
            "createComponent",
            "a foreign id in a body that is taken without a question",
            "POST",
            "^/v1/campaigns/OWN/components$",
            "select jsonb_build_object('id', gen_random_uuid())::text",
            201
        ),
        new(
            "listCampaigns",
            "a list without a filter",
            "GET",
            "^/v1/campaigns$",
            "select jsonb_build_object('data', jsonb_agg(jsonb_build_object('name', name)))::text from campaigns",
            200
        ),
        new(
            "getPreflight",
            "a refusal that says what it refuses",
            "GET",
            "^/v1/campaigns/([^/]+)/preflight$",
            "select jsonb_build_object('code', 'x', 'detail', name || ' is not yours.')::text from campaigns where id = $1::uuid",
            404
        ),
        new(
            "updateCampaign",
            "a change through raw SQL that is carried out before it is refused",
            "PATCH",
            "^/v1/campaigns/([^/]+)$",
            """
            with hit as (update campaigns set description = 'taken' where id = $1::uuid returning id)
            select jsonb_build_object('code', 'campaigns.not_found')::text from hit
            """,
            404
        ),
        new(
            "getComponent",
            "an existence that is given away by another answer than to an id of nothing",
            "GET",
            "^/v1/components/([^/]+)$",
            "select jsonb_build_object('code', 'auth.forbidden')::text from campaign_components where id = $1::uuid",
            404
        ),
    ];

    [Test]
    public async Task The_suite_finds_every_hole_that_is_planted_and_no_other()
    {
        await using var stage = await Stage.SetAsync();
        await using var owner = NpgsqlDataSource.Create(stage.Database.Owner);
        using var attacker = stage.StartNode(services =>
            services.AddSingleton<IStartupFilter>(new Careless(owner, stage.Attacker.IdFor("campaignId")!))
        );

        var report = await new CrossTenantSuite(stage, attacker).RunAsync();

        foreach (var finding in report.Findings)
        {
            TestContext.Out.WriteLine(finding);
        }
        report
            .Findings.Select(finding => finding.Operation)
            .Distinct()
            .ShouldBe(Holes.Select(hole => hole.Operation), ignoreOrder: true);
        report.Covered.Count.ShouldBe(report.Operations);
        Found("deleteComponent", "campaign_components");
        Found("deleteSubmission", "form_submissions");
        Found("createComponent", "201");
        Found("listCampaigns", "A's words");
        Found("getPreflight", "A's words");
        Found("updateCampaign", "campaigns");
        Found("getComponent", "an id of nothing is answered otherwise");

        void Found(string operation, string by) =>
            report.Findings.ShouldContain(one => one.Operation == operation && one.What.Contains(by), operation);
    }

    [Test]
    public async Task The_suite_names_an_operation_that_it_has_no_body_for()
    {
        await using var stage = await Stage.SetAsync();
        using var attacker = stage.StartNode(services => services.AddSingleton<IStartupFilter>(new NewOperation()));

        var report = await new CrossTenantSuite(stage, attacker).RunAsync("inviteRobot");

        report.Operations.ShouldBe(1);
        report.Covered.ShouldBeEmpty();
        report.Findings.ShouldHaveSingleItem().ToString().ShouldContain("inviteRobot");
    }

    /// <param name="Address">OWN stands for the attacker's own campaign.</param>
    /// <param name="Sql">Gets what the address captures; its answer is the body, and no row leaves the request to the product.</param>
    private sealed record Hole(string Operation, string What, string Method, string Address, string Sql, int Status);

    /// <summary>Answers in the product's place.</summary>
    private sealed class Careless(NpgsqlDataSource owner, string ownCampaign) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.Use(AnswerAsync);
                next(app);
            };

        private async Task AnswerAsync(HttpContext context, RequestDelegate next)
        {
            foreach (var hole in Holes.Where(one => one.Method == context.Request.Method))
            {
                var address = hole.Address.Replace("OWN", ownCampaign, StringComparison.Ordinal);
                var match = Regex.Match(
                    context.Request.Path.Value!,
                    address,
                    RegexOptions.None,
                    TimeSpan.FromSeconds(1)
                );
                if (match.Success && await AskAsync(hole.Sql, match.Groups[1].Value) is { } body)
                {
                    context.Response.StatusCode = hole.Status;
                    if (hole.Status != StatusCodes.Status204NoContent)
                    {
                        context.Response.ContentType = MediaTypeNames.Application.Json;
                        await context.Response.WriteAsync(body);
                    }
                    return;
                }
            }
            await next(context);
        }

        private async Task<string?> AskAsync(string sql, string captured)
        {
            await using var command = owner.CreateCommand(sql);
            if (sql.Contains("$1", StringComparison.Ordinal))
            {
                command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = captured });
            }
            return await command.ExecuteScalarAsync() as string;
        }
    }

    /// <summary>A document with an operation that nobody has written a body for.</summary>
    private sealed class NewOperation : IStartupFilter
    {
        private static readonly byte[] Document = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                paths = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["/v1/robots"] = new
                    {
                        post = new
                        {
                            operationId = "inviteRobot",
                            security = new[] { new { bearer = Array.Empty<string>() } },
                            requestBody = new { },
                        },
                    },
                },
            }
        );

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.Use(
                    (context, rest) =>
                    {
                        if (!context.Request.Path.StartsWithSegments("/openapi", StringComparison.Ordinal))
                        {
                            return rest(context);
                        }
                        context.Response.ContentType = MediaTypeNames.Application.Json;
                        return context.Response.Body.WriteAsync(Document).AsTask();
                    }
                );
                next(app);
            };
    }
}
