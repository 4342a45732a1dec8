using AiWebBuilder.Domain.Campaigns.Facts;

namespace AiWebBuilder.Domain.Campaigns.Planning;

/// <summary>A page that the brief asks for.</summary>
/// <param name="Kind">One of <see cref="PageKinds"/>; <c>landing</c> where its topic is of the owner's own.</param>
/// <param name="Topic">In the owner's words.</param>
internal sealed record AskedPage(string Kind, string? Topic)
{
    // Beginnings of words, in the languages that briefs come in. What is first is looked for first: "thank-you page after checkout".
    private static readonly (string Kind, string Words)[] Known =
    [
        (
            "thank-you",
            "thank danke dank merci remerci gracias agradec obrigad agradec grazie ringrazi bedankt tack tak takk kiit dzięk podzięk děk poděk ďak hvala mulțum köszön teşek ευχαρ спасиб благодар дяку подяк شكر תודה धन्यवाद شکری ありがと サンクス お礼 감사 谢 謝 ขอบคุณ cảm terima متشکر"
        ),
        (
            "confirmation",
            "confirm bestätig bevestig bekräft bekreft bekræft vahvist potwierdz potvrz potvrd conferm onay επιβεβ подтвер підтвер потвър تأكيد אישור पुष्टि تصدیق 確認 完了 확인 确认 確認 ยืนยัน xác konfirmasi pengesahan تایید"
        ),
        (
            "checkout",
            "checkout check-out order kasse bestell commande paiement panier pago pedido compra encomend pagament ordin kassa betal zamów płatn objedn objedná comand rendel fizet ödeme sipariş παραγγελ πληρωμ заказ оплат замовл поръч دفع طلب קופה תשלום הזמנה ऑर्डर भुगतान آرڈر 注文 購入 決済 주문 결제 订单 结账 支付 สั่งซื้อ ชำระ thanh đặt pembayaran pemesanan bayaran سفارش"
        ),
        (
            "offer",
            "offer upsell up-sell upgrade angebot offre oferta offerta aanbod tilbud erbjud tarjous nabíd ponuk ofert ajánl teklif προσφ предлож пропоз оферт عرض הצע ऑफ़र आफर آفر پیشکش オファー 特典 ご提案 제안 혜택 优惠 特惠 ข้อเสนอ ưu penawaran tawaran پیشنهاد"
        ),
        (
            "watch",
            "watch replay video ansehen aufzeichn rediffusion grabación replay grava vídeo registrazione guarda kijk inspelning optag opptak tallenne nagran záznam înregistr felvétel izle παρακολ запис просмотр перегляд مشاهدة צפייה देखें 視聴 시청 观看 รับชม xem tonton"
        ),
    ];

    /// <summary>Those that the facts name, in their order; the first of the landing kind is the campaign's first page.</summary>
    public static IReadOnlyList<AskedPage> In(IEnumerable<Fact> facts) =>
        [
            .. facts
                .Where(fact => fact.Kind == "deliverable" && (string?)fact.Value["what"] == "page")
                .Select(fact => (string?)fact.Value["topic"])
                .Select(topic => new AskedPage(KindOf(topic), topic)),
        ];

    private const string PriceWords =
        "pric cost plans tarif prix preis precio preço preco prezz tariff prijs tarief pris takst hinn cena ceny cenn cenov cene cjen preț árak árlista fiyat τιμ τιμοκατ цен ціни тариф أسعار מחיר कीमत शुल्क قیمت 料金 価格 가격 요금 价格 價格 费用 ราคา giá harga biaya";

    /// <summary>Whether it is asked for to say what things cost.</summary>
    public bool IsAboutPrices => Kind == "landing" && Names(Topic, PriceWords);

    private static string KindOf(string? topic) =>
        Known.FirstOrDefault(kind => Names(topic, kind.Words)).Kind ?? "landing";

    private static bool Names(string? topic, string stems)
    {
        var words = (topic ?? "")
            .ToLowerInvariant()
            .Split([' ', ',', '(', ')', '/', '\u00a0', '’', '\''], StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0
            && stems
                .Split(' ')
                .Any(stem =>
                    stem[0] > '\u036f'
                        // Scripts that write without spaces, or put small words before others without one.
                        ? topic!.Contains(stem, StringComparison.OrdinalIgnoreCase)
                        : words.Any(word => word.StartsWith(stem, StringComparison.Ordinal))
                );
    }
}
