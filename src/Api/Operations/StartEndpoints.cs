using System.Net;
using System.Text;
using AiWebBuilder.Api.Demo;
using AiWebBuilder.Api.Http;
using AiWebBuilder.Infrastructure.Operations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AiWebBuilder.Api.Operations;

/// <summary>What somebody finds who opens the server's address in a browser.</summary>
internal sealed class StartEndpoints : IEndpoints
{
    private const int MostPages = 20;
    private const int MostMails = 10;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var start = routes.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        start.MapGet("/favicon.ico", NoIcon);
        if (routes.ServiceProvider.GetRequiredService<IHostEnvironment>().IsDevelopment())
        {
            start.MapGet("/", ShowThisMachine);
            start.MapGet("/mails/{name}", ShowMail);
        }
        else
        {
            start.MapGet("/", Show);
        }
    }

    /// <summary>Browsers ask for it wherever they are.</summary>
    private static NoContent NoIcon(HttpResponse response)
    {
        response.Headers.CacheControl = "public, max-age=86400";
        return TypedResults.NoContent();
    }

    private static ContentHttpResult Show(HttpResponse response) => Page(response, StartPage.Write(machine: null));

    private static async Task<ContentHttpResult> ShowThisMachine(
        HttpContext context,
        MachineReads machine,
        WrittenMails mails,
        CancellationToken cancellationToken
    )
    {
        return Page(
            context.Response,
            StartPage.Write(
                new ThisMachine(
                    await machine.HasDemoAsync(cancellationToken) ? (DemoAccount.Email, DemoAccount.Password) : null,
                    await machine.NewestPagesAsync(MostPages, cancellationToken),
                    IsAtThisMachine(context) ? await mails.NewestAsync(MostMails, cancellationToken) : []
                )
            )
        );
    }

    private static async Task<IResult> ShowMail(
        string name,
        HttpContext context,
        WrittenMails mails,
        CancellationToken cancellationToken
    )
    {
        if (!IsAtThisMachine(context) || await mails.FindAsync(name, cancellationToken) is not { } text)
        {
            return TypedResults.Problem(statusCode: StatusCodes.Status404NotFound);
        }
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        return TypedResults.Text(text, "text/plain", Encoding.UTF8);
    }

    /// <summary>A link in a mail is as good as a password. The name is asked for as well: a stranger's may lead here in a visitor's browser.</summary>
    private static bool IsAtThisMachine(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address
        && IPAddress.IsLoopback(address)
        && context.Request.Host.Host is "localhost" or "127.0.0.1" or "[::1]";

    private static ContentHttpResult Page(HttpResponse response, string html)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = StartPage.Policy;
        return TypedResults.Text(html, "text/html", Encoding.UTF8);
    }
}
