using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests;
using SkiaSharp;

namespace AiWebBuilder.BrowserTests.Pages;

/// <summary>A page with the owner's photographs: whole, in their proportions, and no heavier than the window needs.</summary>
internal sealed class PhotographPagesTests
{
    [Test]
    public async Task Photographs_stand_in_their_places_and_a_phone_loads_the_small_ones()
    {
        using var client = await Browser.Host.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal"))["id"]!.GetValue<string>();
        var photographs = new List<string>();
        for (var number = 0; number < 4; number++)
        {
            using var file = new ByteArrayContent(Photograph(number));
            file.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
            using var uploaded = await client.PostAsync("/v1/images?alt=A%20hill%20at%20dusk", file);
            photographs.Add((await Answers.JsonAsync(uploaded, HttpStatusCode.Created))["id"]!.GetValue<string>());
        }
        await AddAsync("hero", $$"""{"heading":"Hills at dusk","lead":"Four walks.","image":{{Picture(0)}}}""");
        await AddAsync(
            "story",
            $$"""{"variant":"image","heading":"How it began","body":"With one walk, and a camera.","image":{{Picture(1)}}}"""
        );
        await AddAsync(
            "gallery",
            $$"""{"heading":"Seen on the way","images":[{"image":{{Picture(1)}},"caption":"The first"},{"image":{{Picture(2)}}},{"image":{{Picture(3)}}}]}"""
        );
        await AddAsync(
            "team",
            $$"""{"heading":"Who walks","people":[{"name":"Anna Kent","role":"Guide","image":{{Picture(2)}}},{"name":"Tom Reed","role":"Guide"}]}"""
        );
        using var published = await client.PutAsync($"/v1/campaigns/{campaign}/publication", null);
        var url = (await Answers.JsonAsync(published, HttpStatusCode.OK))["url"]!.GetValue<string>();

        await using var inspection = await PageInspection.OpenAsync();
        var problems = await inspection.InspectAsync(url, [1440, 390], width => $"photographs-{width}.jpg");

        problems.ShouldBeEmpty(string.Join(Environment.NewLine, problems));
        await using var phone = await Browser.WindowAsync(390);
        var page = await phone.NewPageAsync();
        await page.GotoAsync(Browser.Address + url);
        var larger = await page.EvaluateAsync<string[]>(
            """
            async () => {
              const images = [...document.querySelectorAll('main img')];
              for (const image of images) {
                image.loading = 'eager';
                await image.decode();
              }
              return images.length === 6
                ? images.filter(image => image.currentSrc === image.src).map(image => image.outerHTML)
                : [`There are ${images.length} of them.`];
            }
            """
        );
        larger.ShouldBeEmpty(string.Join(Environment.NewLine, larger));

        async Task AddAsync(string kind, string props)
        {
            using var added = await client.PostAsJsonAsync(
                $"/v1/campaigns/{campaign}/components",
                new
                {
                    name = kind,
                    kind,
                    props = JsonNode.Parse(props),
                }
            );
            added.StatusCode.ShouldBe(HttpStatusCode.Created, kind + await added.Content.ReadAsStringAsync());
        }

        string Picture(int number) => $$"""{"id":"{{photographs[number]}}","alt":"A hill at dusk"}""";
    }

    /// <summary>A sky, a sun and hills, 2,400 by 1,600 pixels.</summary>
    private static byte[] Photograph(int number)
    {
        using var surface = SKSurface.Create(new SKImageInfo(2400, 1600));
        var canvas = surface.Canvas;
        using var sky = new SKPaint
        {
            Shader = SKShader.CreateLinearGradient(
                default,
                new SKPoint(0, 1600),
                [new SKColor(40, 60, 110), new SKColor(240, 170, 110)],
                SKShaderTileMode.Clamp
            ),
        };
        canvas.DrawPaint(sky);
        using var sun = new SKPaint { Color = new SKColor(255, 230, 160), IsAntialias = true };
        canvas.DrawCircle(600 + (400 * number), 900, 160, sun);
        for (var ridge = 0; ridge < 4; ridge++)
        {
            using var hill = new SKPaint
            {
                Color = new SKColor((byte)(70 - (15 * ridge)), (byte)(90 - (15 * ridge)), (byte)(80 - (10 * ridge))),
                IsAntialias = true,
            };
            canvas.DrawOval(400 + (600 * ((ridge + number) % 4)), 1500 + (60 * ridge), 1300, 520 - (60 * ridge), hill);
        }
        using var image = surface.Snapshot();
        using var file = image.Encode(SKEncodedImageFormat.Jpeg, 90);
        return file.ToArray();
    }
}
