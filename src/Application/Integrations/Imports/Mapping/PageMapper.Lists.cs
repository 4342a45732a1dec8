using System.Globalization;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Integrations.Imports.Sources;

namespace AiWebBuilder.Application.Integrations.Imports.Mapping;

internal sealed partial class PageMapper
{
    private static SourceElement[][] Items(SourceElement[] open) =>
        [.. open.Where(one => one.Item > 0).GroupBy(one => one.Item).Select(item => item.ToArray())];

    private static string At(string list, int index, string member) =>
        string.Create(CultureInfo.InvariantCulture, $"/{list}/{index}/{member}");

    private static Draft? Questions(SourceElement[] open, Work work)
    {
        var draft = new Draft("faq", Name(open));
        ListIntro(open, draft, "faq", work);
        JsonArray list = [];
        foreach (var item in Items(open).Take(12))
        {
            var question = Array.Find(item, one => one.Role == "question" && one.Text.Length > 0);
            var answers = item.Where(one =>
                    one != question
                    && one.Text.Length > 0
                    && one.Parent == 0
                    && one.Kind is not (SourceKinds.Image or SourceKinds.Link)
                )
                .ToArray();
            if (question is null || answers.Length == 0)
            {
                return null;
            }
            draft.Put(question, At("items", list.Count, "question"));
            foreach (var answer in answers)
            {
                draft.Put(answer, At("items", list.Count, "answer"));
            }
            list.Add(
                new JsonObject
                {
                    ["question"] = question.Text,
                    ["answer"] = string.Join(
                        "\n\n",
                        answers.Select(answer =>
                            (answer.Kind == SourceKinds.ListItem ? "- " : "") + Texts.Escaped(answer.Text)
                        )
                    ),
                }
            );
        }
        draft.Props["items"] = list;
        return list.Count > 0 ? draft : null;
    }

    private static Draft? Quotes(SourceElement[] open, Work work)
    {
        var draft = new Draft("quotes", Name(open));
        ListIntro(open, draft, "quotes", work);
        JsonArray list = [];
        SourceElement? quote = null;
        List<SourceElement> names = [];
        // In the order of the page: a name stands below what was said, or above it.
        foreach (
            var one in open.Where(one =>
                one.Parent == 0 && one.Text.Length > 0 && (one.Role is "quote" or "name" || one.Item > 0)
            )
        )
        {
            if (
                one.Role == "quote"
                && quote is not null
                && (quote.Item == 0 || quote.Item != one.Item || names.Count > 0)
            )
            {
                if (!Close())
                {
                    return null;
                }
            }
            if (one.Role == "quote")
            {
                quote = one;
            }
            else if (one.Kind is SourceKinds.Text or SourceKinds.Heading or SourceKinds.ListItem)
            {
                if (quote is not null && one.Item > 0 && quote.Item != one.Item && !Close())
                {
                    return null;
                }
                names.Add(one);
            }
        }
        if (quote is not null && !Close())
        {
            return null;
        }
        draft.Props["items"] = list;
        return list.Count is > 0 and <= 6 ? draft : null;

        bool Close()
        {
            if (quote is null || names.Count == 0)
            {
                return false;
            }
            var item = new JsonObject { ["text"] = quote.Text, ["name"] = Cleaned(names[0].Text) };
            draft.Put(quote, At("items", list.Count, "text"));
            draft.Put(names[0], At("items", list.Count, "name"));
            if (names.Count > 1)
            {
                item["role"] = Cleaned(names[1].Text);
                draft.Put(names[1], At("items", list.Count, "role"));
            }
            list.Add(item);
            (quote, names) = (null, []);
            return true;
        }

        static string Cleaned(string name) =>
            name.TrimStart('-', '–', '—', '~', ' ').Trim() is { Length: > 0 } clean ? clean : name;
    }

    private static Draft? Services(string kind, SourceElement[] open, Work work)
    {
        var items = Items(open);
        var isSteps = kind == "steps" && items.Length is >= 2 and <= 6;
        var draft = new Draft(isSteps ? "steps" : "services", Name(open));
        ListIntro(open, draft, isSteps ? "steps" : "services", work);
        JsonArray list = [];
        foreach (var item in items.Take(9))
        {
            var texts = item.Where(one =>
                    one.Parent == 0
                    && one.Text.Length > 0
                    && one.Kind is SourceKinds.Heading or SourceKinds.Text or SourceKinds.ListItem or SourceKinds.Cell
                )
                .ToArray();
            if (texts.Length == 0)
            {
                continue;
            }
            var title = Array.Find(texts, one => one.Kind == SourceKinds.Heading) ?? texts[0];
            var entry = new JsonObject { ["title"] = title.Text };
            draft.Put(title, At("items", list.Count, "title"));
            var rest = texts.Where(one => one != title).ToArray();
            if (rest.Length > 0)
            {
                entry["text"] = Texts.Escaped(string.Join(' ', rest.Select(one => one.Text)));
                foreach (var one in rest)
                {
                    draft.Put(one, At("items", list.Count, "text"));
                }
            }
            if (
                !isSteps
                && item.FirstOrDefault(one => one.Kind == SourceKinds.Link && work.Link(one) is not null) is { } link
            )
            {
                entry["link"] = work.Link(link);
                draft.Put(link, At("items", list.Count, "link"));
            }
            list.Add(entry);
        }
        draft.Props["items"] = list;
        return list.Count > 0 ? draft : null;
    }

    private static Draft? Team(SourceElement[] open, Work work)
    {
        var draft = new Draft("team", Name(open));
        ListIntro(open, draft, "team", work);
        JsonArray people = [];
        foreach (var item in Items(open))
        {
            var texts = item.Where(one =>
                    one.Parent == 0 && one.Text.Length > 0 && one.Kind is not (SourceKinds.Link or SourceKinds.Image)
                )
                .ToArray();
            if (texts.Length is 0 or > 3)
            {
                return null;
            }
            var person = new JsonObject { ["name"] = texts[0].Text };
            draft.Put(texts[0], At("people", people.Count, "name"));
            foreach (
                var (one, member) in texts
                    .Skip(1)
                    .Zip(texts.Length == 2 && !Texts.IsWithin(texts[1].Text, 50) ? ["text"] : new[] { "role", "text" })
            )
            {
                person[member] = member == "text" ? Texts.Escaped(one.Text) : one.Text;
                draft.Put(one, At("people", people.Count, member));
            }
            if (item.FirstOrDefault(one => one.Kind == SourceKinds.Image && work.Picture(one) is not null) is { } image)
            {
                person["image"] = Image(work.Picture(image)!.Value, image);
                draft.Put(image, At("people", people.Count, "image"));
            }
            people.Add(person);
        }
        draft.Props["people"] = people;
        return people.Count > 0 ? draft : null;
    }

    private static Draft? Gallery(SourceElement[] open, Work work)
    {
        var kept = open.Where(one => one.Kind == SourceKinds.Image && work.Picture(one) is not null).ToArray();
        return Pictured(kept, open, work);
    }

    /// <summary>Pictures with the words below them.</summary>
    private static Draft? Pictured(SourceElement[] pictures, SourceElement[] open, Work work)
    {
        if (pictures.Length == 0)
        {
            return null;
        }
        var draft = new Draft("gallery", Name(open));
        if (open.Any(one => one.Kind == SourceKinds.Heading && work.IsDecided(one)))
        {
            draft.Props["heading"] = Headings.Of("gallery", work.Language);
        }
        else
        {
            ListIntro(open, draft, "gallery", work);
        }
        JsonArray images = [];
        foreach (var image in pictures.Take(12))
        {
            var entry = new JsonObject { ["image"] = Image(work.Picture(image)!.Value, image) };
            draft.Put(image, At("images", images.Count, "image"));
            if (
                image.Item > 0
                && open.FirstOrDefault(one =>
                    one.Item == image.Item && one is { Kind: SourceKinds.Text, Parent: 0 } && !work.IsDecided(one)
                )
                    is { } caption
                && Texts.IsWithin(caption.Text, 80)
            )
            {
                entry["caption"] = caption.Text;
                draft.Put(caption, At("images", images.Count, "caption"));
            }
            images.Add(entry);
        }
        draft.Props["images"] = images;
        return draft;
    }

    private static Draft? Video(SourceElement[] open, Work work)
    {
        var video = open.FirstOrDefault(one =>
            one.Kind == SourceKinds.Video && one.Address?.StartsWith("https://", StringComparison.Ordinal) == true
        );
        if (video is null)
        {
            return null;
        }
        var draft = new Draft("video", Name(open));
        ListIntro(open, draft, "video", work);
        draft.Props["title"] = draft.Props["heading"]!.DeepClone();
        draft.Props["link"] = new JsonObject
        {
            ["to"] = "url",
            ["ref"] = video.Address,
            ["label"] = new Uri(video.Address!).Host.Replace("www.", "", StringComparison.Ordinal),
        };
        draft.Put(video, "/link");
        draft.Changed[video.Id] = "Players of other sites are not loaded: a link leads to the video.";
        if (open.FirstOrDefault(one => one.Kind == SourceKinds.Image && work.Picture(one) is not null) is { } poster)
        {
            draft.Props["poster"] = Image(work.Picture(poster)!.Value, poster);
            draft.Put(poster, "/poster");
        }
        return draft;
    }
}
