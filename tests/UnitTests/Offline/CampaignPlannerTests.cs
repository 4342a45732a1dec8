using System.Text.Json;
using AiWebBuilder.Domain.Campaigns.Briefs;

namespace AiWebBuilder.UnitTests.Offline;

internal sealed class CampaignPlannerTests
{
    [TestCase("saas-invoicing", "index thank-you email-1 email-2 email-3")]
    [TestCase("webinar-funnel", "index confirmation watch offer")]
    [TestCase("course-creator", "index checkout email-1 email-2 email-3 email-4 email-5")]
    [TestCase("charity-appeal", "email-1 email-2 email-3 email-4")]
    [TestCase("gym-components", "index")]
    [TestCase("minimal", "index")]
    public void The_pages_are_those_that_the_brief_names(string brief, string keys) =>
        string.Join(' ', SampleBriefs.PlanOf(SampleBriefs.Load(brief)).Plan.Pages.Select(page => page.Key))
            .ShouldBe(keys);

    [TestCase("webinaire", "webinar")]
    [TestCase("seminario web", "webinar")]
    [TestCase("formation en ligne", "course")]
    [TestCase("salle de sport", "gym")]
    [TestCase("association à but non lucratif", "charity")]
    [TestCase("entidad benéfica", "charity")]
    public void A_trade_is_known_by_its_name_in_the_owners_language(string type, string trade) =>
        Trades.Of(new Brief("Nordwind", "landing_page", null, null, type, [], null, null)).Name.ShouldBe(trade);

    [TestCase("Solo 9 EUR a month, Team 24 EUR a month.", "plans")]
    [TestCase("Rework an existing pricing section.", "hero")]
    public void An_enhancement_is_one_component_of_the_kind_that_is_named_where_there_is_something_to_say(
        string description,
        string kind
    ) =>
        SampleBriefs
            .PlanOf(SampleBriefs.Load("gym-components") with { Description = description })
            .Plan.Sections.Single()
            .Kind.ShouldBe(kind);

    [Test]
    public void The_sample_briefs_use_at_least_fourteen_kinds() =>
        SampleBriefs
            .Names.SelectMany(name => SampleBriefs.PlanOf(SampleBriefs.Load(name)).Plan.Sections)
            .Select(section => section.Kind)
            .Distinct()
            .Count()
            .ShouldBeGreaterThanOrEqualTo(14);

    [TestCaseSource(typeof(SampleBriefs), nameof(SampleBriefs.Names))]
    public void Names_are_unique_on_a_page_and_the_plan_is_the_same_twice(string name)
    {
        var plan = SampleBriefs.PlanOf(SampleBriefs.Load(name)).Plan;
        plan.Sections.Select(section => (section.Page, section.Name)).ShouldBeUnique();
        plan.Sections.ShouldAllBe(section => plan.Pages.Any(page => page.Key == section.Page));
        JsonSerializer
            .Serialize(plan)
            .ShouldBe(JsonSerializer.Serialize(SampleBriefs.PlanOf(SampleBriefs.Load(name)).Plan));
    }

    [TestCase("en", "Three pages: home, prices and opening hours, our team", "plans hours", "team")]
    [TestCase("es", "Tres páginas: inicio, precios, nuestro equipo", "plans", "team")]
    [TestCase("de", "Drei Seiten: Start, Preise, Team", "plans", "team")]
    [TestCase("en", "Three pages: home, gift cards, our team", "", "team")]
    public void A_further_page_has_the_sections_that_its_topic_names(
        string language,
        string asked,
        string second,
        string third
    )
    {
        var brief = new Brief(
            "Mill Lane Clinic",
            "funnel",
            "Physiotherapy in Leeds. First visit £60, further visits £45. Open Monday to Friday 8am to 6pm. "
                + "Ann Kent, physiotherapist, and Ben Hill, osteopath, see you. Phone 0161 496 0123.",
            null,
            "physiotherapist",
            ["Book a visit"],
            asked,
            language
        );
        var sections = SampleBriefs.PlanOf(brief).Plan.Sections.ToLookup(section => section.Page);

        Own("page-2").ShouldBe(second);
        Own("page-3").ShouldBe(third);

        string Own(string page) =>
            string.Join(
                ' ',
                sections[page]
                    .Select(section => section.Kind)
                    .Where(kind => kind is not ("header" or "hero" or "contact" or "footer"))
            );
    }

    [TestCase("Send 400 e-mails", 12)]
    [TestCase("Fünf E-Mails an alte Kunden", 5)]
    [TestCase("Sept e-mails de bienvenue", 7)]
    [TestCase("Write two welcome e-mails", 2)]
    [TestCase("cuatro correos", 4)]
    [TestCase("メール三通、五通のメール", 5)]
    [TestCase("أربع رسائل", 4)]
    [TestCase("חמש הודעות", 5)]
    [TestCase("no number", 3)]
    public void The_number_of_emails_is_read_and_bounded(string description, int count) =>
        SampleBriefs
            .PlanOf(new Brief("X", "email_sequence", description, null, null, [], null, null))
            .Plan.Pages.Count.ShouldBe(count);
}
