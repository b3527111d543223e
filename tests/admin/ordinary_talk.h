// Ordinary sentences in the eight languages: what people of a lounge say to each other. Put together of parts, so that many have something in common and none is
// said twice.
#pragma once

#include <array>
#include <string>
#include <vector>

namespace support {

struct SmallTalk {
    std::array<const char*, 8> openings;
    std::array<const char*, 8> middles;
    std::array<const char*, 8> ends;
    const char* gap = " ";
};

inline const std::array<SmallTalk, 8>& small_talk() {
    static const std::array<SmallTalk, 8> languages{
        SmallTalk{{"Good evening everyone,", "Hi all,", "Honestly,", "You know what?", "So", "Well,",
                   "My sister says", "I think"},
                  {"the weather was awful today", "I finally fixed my old bike",
                   "we had pizza for the third time this week", "the film last night was far too long",
                   "my cat sleeps on the keyboard again", "the train was late by 40 minutes",
                   "nobody cooks like my grandmother did", "I start a new job on Monday"},
                  {"and I love it.", "but who cares :)", "what about you?", "haha", "and now I am tired",
                   "as always...", "so I need a coffee", "isn't that funny?"}},
        SmallTalk{{"Buenas noches a todos,", "Hola,", "La verdad,", "¿Sabéis qué?", "Pues", "Bueno,",
                   "Mi hermana dice que", "Creo que"},
                  {"hoy ha hecho un tiempo horrible", "por fin arreglé mi bicicleta",
                   "cenamos tortilla otra vez", "la película de anoche era larguísima",
                   "el gato duerme encima del teclado", "el tren llegó 40 minutos tarde",
                   "nadie cocina como mi abuela", "el lunes empiezo un trabajo nuevo"},
                  {"y me encanta.", "pero qué más da :)", "¿y vosotros?", "jajaja", "y ahora estoy cansado",
                   "como siempre...", "así que necesito un café", "¿no os parece gracioso?"}},
        SmallTalk{
            {"Bonsoir tout le monde,", "Salut,", "Franchement,", "Vous savez quoi ?", "Alors", "Bon,",
             "Ma sœur dit que", "Je crois que"},
            {"il a fait un temps affreux aujourd'hui", "j'ai enfin réparé mon vieux vélo",
             "on a encore mangé des crêpes", "le film d'hier soir était bien trop long",
             "mon chat dort encore sur le clavier", "le train avait 40 minutes de retard",
             "personne ne cuisine comme ma grand-mère", "je commence un nouveau travail lundi"},
            {"et j'adore ça.", "mais peu importe :)", "et vous ?", "mdr", "et maintenant je suis fatigué",
             "comme toujours...", "il me faut un café", "c'est drôle, non ?"}},
        SmallTalk{{"Guten Abend zusammen,", "Hallo,", "Ehrlich gesagt,", "Wisst ihr was?", "Also", "Na ja,",
                   "Meine Schwester sagt,", "Ich glaube,"},
                  {"das Wetter war heute furchtbar", "ich habe endlich mein altes Rad repariert",
                   "es gab schon wieder Nudeln", "der Film gestern war viel zu lang",
                   "meine Katze schläft auf der Tastatur", "der Zug kam 40 Minuten zu spät",
                   "niemand kocht wie meine Oma", "am Montag fange ich eine neue Stelle an"},
                  {"und das ist schön so.", "aber egal :)", "und bei euch?", "haha", "jetzt bin ich müde",
                   "wie immer...", "ich brauche einen Kaffee", "lustig, oder?"}},
        SmallTalk{{"Boa noite a todos,", "Oi gente,", "Sinceramente,", "Sabem de uma coisa?", "Então", "Bom,",
                   "A minha irmã diz que", "Acho que"},
                  {"hoje o tempo esteve horrível", "finalmente arrumei a minha bicicleta",
                   "comemos feijão de novo", "o filme de ontem era comprido demais",
                   "o gato dorme em cima do teclado", "o comboio atrasou 40 minutos",
                   "ninguém cozinha como a minha avó", "segunda-feira começo num trabalho novo"},
                  {"e eu adoro.", "mas tanto faz :)", "e vocês?", "kkkk", "e agora estou cansado",
                   "como sempre...", "preciso de um café", "engraçado, não é?"}},
        SmallTalk{
            {"مساء الخير جميعا،", "أهلا،", "بصراحة،", "هل تعلمون؟", "طيب", "حسنا،", "أختي تقول إن", "أظن أن"},
            {"الطقس كان سيئا جدا اليوم", "دراجتي القديمة تعمل من جديد", "العشاء كان رزا مرة أخرى",
             "الفيلم أمس كان أطول من اللازم", "القطة تنام فوق لوحة المفاتيح", "القطار تأخر أربعين دقيقة",
             "لا أحد يطبخ مثل جدتي", "العمل الجديد يبدأ يوم الاثنين"},
            {"وأنا سعيد بذلك.", "لكن لا يهم :)", "وأنتم؟", "ههههه", "والآن أنا متعب", "كالعادة...",
             "أحتاج إلى قهوة", "أليس هذا مضحكا؟"}},
        SmallTalk{{"सबको शुभ संध्या,", "नमस्ते,", "सच कहूँ तो", "पता है क्या?", "तो", "खैर,", "मेरी बहन कहती है कि",
                   "मुझे लगता है कि"},
                  {"आज मौसम बहुत ख़राब था", "मेरी पुरानी साइकिल ठीक हो गई", "खाने में फिर दाल चावल था",
                   "कल की फ़िल्म बहुत लंबी थी", "बिल्ली कीबोर्ड पर सो रही है", "ट्रेन चालीस मिनट देर से आई",
                   "दादी जैसा खाना कोई नहीं बनाता", "सोमवार से नई नौकरी शुरू है"},
                  {"और मुझे अच्छा लगता है।", "पर क्या फ़र्क़ पड़ता है :)", "और आप लोग?", "हाहा", "और अब मैं थक गया हूँ",
                   "हमेशा की तरह...", "मुझे चाय चाहिए", "मज़ेदार है ना?"}},
        SmallTalk{
            {"大家晚上好，", "嗨，", "说实话，", "你们知道吗？", "那么", "好吧，", "我妹妹说", "我觉得"},
            {"今天天气真糟糕", "我终于把旧自行车修好了", "晚饭又是面条", "昨晚的电影实在太长了",
             "我家的猫又睡在键盘上", "火车晚点了四十分钟", "谁做饭都不如我奶奶", "星期一我开始新工作"},
            {"不过我很喜欢。", "无所谓啦", "你们呢？", "哈哈", "现在好累", "老样子……", "我得喝杯咖啡",
             "是不是很好笑？"},
            ""}};
    return languages;
}

// Sentence `number` of a language: 512 different ones.
inline std::string sentence(const SmallTalk& talk, std::size_t number) {
    return std::string(talk.openings.at(number % 8)) + talk.gap + talk.middles.at(number / 8 % 8) + talk.gap +
           talk.ends.at(number / 64 % 8);
}

}  // namespace support
