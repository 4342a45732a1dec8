using System.Text;
using System.Text.RegularExpressions;
using AiWebBuilder.Api.Http;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Infrastructure.Campaigns.Publishing;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AiWebBuilder.Api.Campaigns;

/// <summary>
/// What people in a browser get in place of a page: a few neutral words that tell nothing of why, in the language of the campaign that they
/// were reading, else in the one that they ask for.
/// </summary>
internal static class VisitorPages
{
    private static readonly Dictionary<string, Words> Languages = new(StringComparer.OrdinalIgnoreCase)
    {
        ["en"] = new(
            new("Page not available", "There is no page at this address."),
            new("This preview has expired", "Ask whoever sent you the link for a new one."),
            new("Your message is too long", "Go back, shorten it, and send it again."),
            new("Too many messages", "Wait a minute, then go back and send it again."),
            new("Not available at the moment", "Go back in a few minutes and try again."),
            new("Your message could not be sent", "Go back, check what you entered, and send it again.")
        ),
        ["de"] = new(
            new("Seite nicht verfügbar", "Unter dieser Adresse gibt es keine Seite."),
            new("Diese Vorschau ist abgelaufen", "Bitten Sie um einen neuen Link."),
            new("Ihre Nachricht ist zu lang", "Gehen Sie zurück, kürzen Sie sie und senden Sie sie noch einmal."),
            new("Zu viele Nachrichten", "Warten Sie eine Minute, gehen Sie zurück und senden Sie sie noch einmal."),
            new("Zurzeit nicht verfügbar", "Versuchen Sie es in einigen Minuten noch einmal."),
            new(
                "Ihre Nachricht konnte nicht gesendet werden",
                "Gehen Sie zurück, prüfen Sie Ihre Angaben und senden Sie sie noch einmal."
            )
        ),
        ["fr"] = new(
            new("Page non disponible", "Il n’y a pas de page à cette adresse."),
            new("Cet aperçu a expiré", "Demandez un nouveau lien à la personne qui vous l’a envoyé."),
            new("Votre message est trop long", "Revenez en arrière, raccourcissez-le et envoyez-le à nouveau."),
            new("Trop de messages", "Attendez une minute, revenez en arrière et envoyez-le à nouveau."),
            new("Indisponible pour le moment", "Réessayez dans quelques minutes."),
            new(
                "Votre message n’a pas pu être envoyé",
                "Revenez en arrière, vérifiez votre saisie et envoyez-le à nouveau."
            )
        ),
        ["es"] = new(
            new("Página no disponible", "No hay ninguna página en esta dirección."),
            new("Esta vista previa ha caducado", "Pide un enlace nuevo a quien te lo envió."),
            new("Tu mensaje es demasiado largo", "Vuelve atrás, acórtalo y envíalo de nuevo."),
            new("Demasiados mensajes", "Espera un minuto, vuelve atrás y envíalo de nuevo."),
            new("No disponible en este momento", "Inténtalo de nuevo dentro de unos minutos."),
            new("No se ha podido enviar tu mensaje", "Vuelve atrás, revisa los datos y envíalo de nuevo.")
        ),
        ["ja"] = new(
            new("ページを表示できません", "このアドレスにページはありません。"),
            new("プレビューの有効期限が切れました", "リンクの送信者に新しいリンクを依頼してください。"),
            new("メッセージが長すぎます", "前のページに戻り、短くしてからもう一度送信してください。"),
            new("送信回数が多すぎます", "1分ほど待ってから前のページに戻り、もう一度送信してください。"),
            new("現在ご利用いただけません", "数分後にもう一度お試しください。"),
            new("送信できませんでした", "前のページに戻り、入力内容を確認してもう一度送信してください。")
        ),
        ["ar"] = new(
            new("الصفحة غير متاحة", "لا توجد صفحة في هذا العنوان."),
            new("انتهت صلاحية هذه المعاينة", "اطلب رابطًا جديدًا ممن أرسله إليك."),
            new("رسالتك طويلة جدًا", "ارجع واختصرها ثم أرسلها مرة أخرى."),
            new("رسائل كثيرة جدًا", "انتظر دقيقة ثم ارجع وأرسلها مرة أخرى."),
            new("غير متاح حاليًا", "حاول مرة أخرى بعد بضع دقائق."),
            new("تعذّر إرسال رسالتك", "ارجع وتحقق مما أدخلته ثم أرسلها مرة أخرى.")
        ),
        ["he"] = new(
            new("הדף אינו זמין", "אין דף בכתובת הזאת."),
            new("תוקף התצוגה המקדימה פג", "בקשו קישור חדש ממי ששלח אותו."),
            new("ההודעה ארוכה מדי", "חזרו אחורה, קצרו אותה ושלחו שוב."),
            new("יותר מדי הודעות", "המתינו דקה, חזרו אחורה ושלחו שוב."),
            new("לא זמין כרגע", "נסו שוב בעוד כמה דקות."),
            new("לא ניתן היה לשלוח את ההודעה", "חזרו אחורה, בדקו את הפרטים ושלחו שוב.")
        ),
    };

    /// <summary>There is nothing here, or nothing that may be shown.</summary>
    public static ContentHttpResult NotFound(HttpContext context) => Page(context, StatusCodes.Status404NotFound);

    /// <summary>A link that was good, and is no longer.</summary>
    public static ContentHttpResult Gone(HttpContext context) => Page(context, StatusCodes.Status410Gone);

    /// <param name="campaignLanguage">As the campaign's page says it; null: it is not known.</param>
    public static ContentHttpResult Page(HttpContext context, int status, string? campaignLanguage = null)
    {
        var (language, words) = Chosen(context.Request, campaignLanguage);
        var (title, text) = status switch
        {
            StatusCodes.Status404NotFound => words.NotFound,
            StatusCodes.Status410Gone => words.Gone,
            StatusCodes.Status413PayloadTooLarge => words.TooLong,
            StatusCodes.Status429TooManyRequests => words.TooMany,
            >= 500 => words.Unavailable,
            _ => words.Refused,
        };
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'";
        headers["X-Robots-Tag"] = "noindex";
        return TypedResults.Text(
            $$"""
            <!doctype html>
            <html lang="{{language}}" dir="{{(language is "ar" or "he" ? "rtl" : "ltr")}}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{{title}}</title>
            <style>body{font:1.125rem/1.6 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1.5rem;color:#222;background:#fff}h1{font-size:1.5rem}</style>
            </head>
            <body><h1>{{title}}</h1><p>{{text}}</p></body>
            </html>

            """,
            "text/html",
            Encoding.UTF8,
            status
        );
    }

    private static (string Language, Words Words) Chosen(HttpRequest request, string? campaignLanguage)
    {
        var asked = request
            .GetTypedHeaders()
            .AcceptLanguage.Where(language => language.Quality is not 0)
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.ToString())
            .Prepend(campaignLanguage ?? "")
            .Select(language => language.Split('-')[0].ToLowerInvariant());
        var language = asked.FirstOrDefault(Languages.ContainsKey) ?? "en";
        return (language, Languages[language]);
    }

    private sealed record Said(string Title, string Text);

    private sealed record Words(Said NotFound, Said Gone, Said TooLong, Said TooMany, Said Unavailable, Said Refused);
}

/// <summary>Visitors who send a form read why it was refused; programs get the problem document that they get everywhere.</summary>
internal sealed partial class VisitorProblems(PublishedPages pages) : IProblemDetailsWriter
{
    /// <summary>Bytes of a page that hold its first tag.</summary>
    private const int Beginning = 500;

    public bool CanWrite(ProblemDetailsContext context) =>
        context.HttpContext.Request.Path.StartsWithSegments("/p", StringComparison.OrdinalIgnoreCase)
        && Edge.IsForBrowser(context.HttpContext);

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var http = context.HttpContext;
        var status = http.Response.StatusCode;
        await VisitorPages.Page(http, status, await LanguageOfAsync(http, status)).ExecuteAsync(http);
    }

    /// <summary>The language of the campaign at this address. What could not be answered is not to wait for the database once more.</summary>
    private async ValueTask<string?> LanguageOfAsync(HttpContext context, int status)
    {
        if (
            context.Request.Path.Value!.Split('/') is not [_, _, { Length: > 0 } slug, ..]
            || !JsonTexts.IsStorableText(slug)
        )
        {
            return null;
        }
        try
        {
            var page =
                pages.Remembered(slug, "index")
                ?? (status < 500 ? await pages.FindAsync(slug, "index", context.RequestAborted) : null);
            return page is null
                ? null
                : Language()
                    .Match(Encoding.UTF8.GetString(page.Plain.Span[..Math.Min(Beginning, page.Plain.Length)]))
                    .Groups["language"]
                    .Value;
        }
        catch (Exception failure) when (DatabaseFailures.IsUnavailable(failure))
        {
            return null;
        }
    }

    [GeneratedRegex("<html[^>]*? lang=\"(?<language>[A-Za-z-]+)\"", RegexOptions.None, 10_000)]
    private static partial Regex Language();
}
