using AiWebBuilder.Infrastructure.Analytics.Forms;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.UnitTests.Analytics;

/// <summary>What may be sent of the controls that people write by themselves.</summary>
internal sealed class FormRulesTests
{
    private static readonly DateTimeOffset Now = new(2030, 6, 15, 6, 0, 0, TimeSpan.Zero);

    [TestCase("<input name=a type=email multiple>", "a@example.com, b@example.de", null)]
    [TestCase("<input name=a type=email multiple>", "a@example.com, b", "email")]
    [TestCase("<input name=a type=number step=0.5 min=0.5>", "2.5", null)]
    [TestCase("<input name=a type=number step=0.5 min=0.5>", "2.25", "number")]
    [TestCase("<input name=a type=number step=any>", "1e2", null)]
    [TestCase("<input name=a type=number>", "1,5", "number")]
    [TestCase("<input name=a type=number>", "79228162514264337593543950335", "number")]
    [TestCase("<input name=a type=number min=-79228162514264337593543950335>", "5", null)]
    [TestCase("<input name=a type=range max=10>", "11", "tooLarge")]
    [TestCase("<input name=a type=hidden value=0><input name=a type=checkbox value=1>", "0|1", null)]
    [TestCase("<input name=a type=hidden value=0><input name=a type=checkbox value=1>", "2", "choice")]
    [TestCase("<input name=a type=checkbox>", "on", null)]
    [TestCase("<input name=a type=checkbox required value=x><input name=a type=checkbox value=y>", "y", "unticked")]
    [TestCase("<input name=a type=radio value=1 required><input name=a type=radio value=2>", "", "choice")]
    [TestCase("<input name=a type=radio value=1><input name=a type=radio value=2>", "1|2", "oneOnly")]
    [TestCase("<select name=a><option>one\n two</option></select>", "one two", null)]
    [TestCase("<select name=a><option disabled>one</option><option>two</option></select>", "one", "choice")]
    [TestCase("<select name=a multiple><option>1</option><option>2</option></select>", "1|2", null)]
    [TestCase("<select name=a required><option value=''>–</option><option>2</option></select>", "", "choice")]
    [TestCase("<input name=a list=l><datalist id=l><option>1</option></datalist>", "anything", null)]
    [TestCase("<input name=a><input name=a>", "1|2", null)]
    [TestCase("<input name=a><input name=a>", "1|2|3", "oneOnly")]
    [TestCase("<input name=a disabled>", "x", "unknown")]
    [TestCase("<fieldset disabled><input name=a></fieldset>", "x", "unknown")]
    [TestCase("<label>*** <input name=a required></label>", " ", "required")]
    [TestCase("<textarea name=a maxlength=3></textarea>", "a\r\nb", null)]
    [TestCase("<textarea name=a maxlength=3></textarea>", "a\r\nbc", "tooLong")]
    [TestCase("<input name=a type=date data-min=today>", "2030-06-14", null)]
    [TestCase("<input name=a type=date data-min=today>", "2030-06-13", "past")]
    [TestCase("<input name=a type=date min=2030-07-01>", "2030-06-30", "tooEarly")]
    [TestCase("<input name=a type=date>", "0001-01-01", null)]
    [TestCase("<input name=a type=month>", "2030-13", "date")]
    [TestCase("<input name=a type=week>", "2030-W52", null)]
    [TestCase("<input name=a type=datetime-local>", "2030-06-15T10:30", null)]
    [TestCase("<input name=a type=datetime-local>", "2030-06-15", "date")]
    [TestCase("<input name=a type=color>", "#zzzzzz", "choice")]
    [TestCase("<input name=a type=url>", "javascript:alert(1)", "url")]
    [TestCase("<input name=a type=unheard-of>", "anything", null)]
    [TestCase("<button name=a value=1>1</button><button name=a value=2>2</button>", "2", null)]
    [TestCase("<button name=a value=1 type=button>1</button>", "1", "unknown")]
    public void A_control_takes_what_a_browser_would_send_of_it(string controls, string values, string? rule)
    {
        var form = Form($"<form>{controls}<input name=other type=text>{Own}</form>");
        var fault = FormRules
            .Check(
                form,
                new Dictionary<string, IReadOnlyList<string>> { ["a"] = values.Split('|'), ["other"] = ["x"] },
                Now
            )
            .SingleOrDefault();
        fault?.Rule.ShouldBe(rule);
        (fault is null).ShouldBe(rule is null);
    }

    [Test]
    public void Controls_elsewhere_on_the_page_and_pictures_belong_to_their_form()
    {
        var form = Form(
            $"<form id=f><input type=image name=go>{Own}</form><input name=a form=f type=email><input name=b form=g>"
        );
        form.Fields.Select(field => field.Name).ShouldBe(["go.x", "go.y", "a"]);
        FormRules.Check(form, Posted(("a", "ada@example.com"), ("go.x", "1"), ("go.y", "2")), Now).ShouldBeEmpty();
    }

    [TestCase("<a href='tel:+390612345678'>06 1234 5678</a>", "en", "06 1234 5678", true)]
    [TestCase("", "de-AT", "01 234 56 78", true)]
    [TestCase("", "en-GB", "123", false)]
    [TestCase("", "en", "12345", true)]
    [TestCase("", "en", "1234", false)]
    [TestCase("<a href='tel:+1'>odd</a>", "en-US", "555-0142", true)]
    [TestCase("<a href='tel:+1'>odd</a>", "en-US", "(503) 555-0142", true)]
    [TestCase("", "en-US", "(503) 555-01421234", false)]
    public void A_telephone_number_is_possible_where_the_page_is_at_home(
        string link,
        string language,
        string number,
        bool isOne
    )
    {
        var form = Form($"{link}<form><input name=a type=tel>{Own}</form>", language);
        FormRules.Check(form, Posted(("a", number)), Now).Count.ShouldBe(isOne ? 0 : 1);
    }

    [TestCase("<select name=a><option>1</option></select>", "1", true)]
    [TestCase("<select name=a><option>1</option></select><input name=b>", "1", false)]
    [TestCase("<select name=a><option>1</option><option>2</option></select><input name=b>", "2", true)]
    [TestCase("<button name=a value=1>I am coming</button>", "1", true)]
    [TestCase("<button name=a value=1>I am coming</button><input name=b>", "1", false)]
    public void What_nobody_chose_is_an_answer_only_where_there_is_nothing_else(
        string controls,
        string value,
        bool isAnswer
    ) =>
        (
            FormRules.Check(Form($"<form>{controls}{Own}</form>"), Posted(("a", value)), Now) is [{ Rule: "empty" }]
        ).ShouldBe(!isAnswer);

    private const string Own =
        "<input type=hidden name=_component value=0197f000-0000-7000-8000-000000000000><input name=_website>";

    private static Dictionary<string, IReadOnlyList<string>> Posted(params (string Name, string Value)[] fields) =>
        fields.ToDictionary(
            field => field.Name,
            IReadOnlyList<string> (field) => [field.Value],
            StringComparer.Ordinal
        );

    private static PublishedForm Form(string body, string language = "en") =>
        PublishedForm
            .In(new HtmlParser().ParseDocument($"<html lang='{language}'><body>{body}</body></html>"))
            .ShouldHaveSingleItem();
}
