"""The words people write at the edges of a journey map, in several languages, and what they stand for.

A phrase ending in ``*`` also matches with any ending ("действи*"). Latin, Cyrillic, Greek, Arabic and Hebrew phrases
match whole words; Chinese, Japanese and Korean ones match anywhere in a label. The longest phrase found decides.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

LABEL_LIMIT = 70
"""Longer texts are no labels."""

_INNER = frozenset("-'#№°")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

LANES: dict[str, dict[str, str]] = {
    "touchpoints": {
        "hi": "टचपॉइंट | टचपॉइंट्स | संपर्क बिंदु | स्पर्श बिंदु",
        "en": "touchpoint* | touch point* | contact point* | points of contact | physical evidence | evidence",
        "de": "touchpoint* | kontaktpunkt* | berührungspunkt*",
        "fr": "point* de contact | points de contact",
        "es": "punto* de contacto | puntos de contacto",
        "it": "punto di contatto | punti di contatto",
        "pt": "ponto* de contato | ponto* de contacto | pontos de contato",
        "nl": "contactpunt* | contactmoment*",
        "pl": "punkt* styku | punkty styku | punkt* kontaktu",
        "tr": "temas nokta*",
        "ru": "точк* контакт* | точк* касани* | точк* взаимодействи*",
        "uk": "точк* контакту | точк* дотику",
        "zh": "触点 | 接触点 | 触达点 | 觸點 | 接觸點",
        "ja": "タッチポイント | 接点 | 顧客接点",
        "ko": "터치포인트 | 접점",
        "ar": "نقاط الاتصال | نقاط التواصل | نقاط التفاعل",
        "he": "נקודות מגע",
    },
    "actions": {
        "hi": "क्रियाएँ | क्रिया | कार्य | गतिविधियाँ | काम",
        "en": "action* | activit* | customer action* | user action* | customer task* | user task* | doing | does"
        " | behaviour* | behavior* | what they do | customer behavior* | interactions",
        "de": "handlung* | aktion* | aktivität* | kundenaktion* | nutzeraktion* | kundenhandlung* | tätigkeit*",
        "fr": "action* | activité*",
        "es": "accion* | acción* | actividad*",
        "it": "azion* | attività",
        "pt": "ação | ações | atividade*",
        "nl": "actie* | handeling* | activiteit*",
        "pl": "działani* | czynnoś* | aktywnoś*",
        "tr": "eylem* | aksiyon*",
        "ru": "действи*",
        "uk": "дії | дія",
        "zh": "行为 | 行動 | 行动 | 用户行为 | 用户动作 | 动作 | 操作步骤",
        "ja": "行動 | アクション",
        "ko": "행동 | 액션 | 활동",
        "ar": "الإجراءات | الأفعال | إجراءات",
        "he": "פעולות",
    },
    "thoughts": {
        "hi": "विचार | सोच",
        "en": "thought* | thinking | thinks | what they think | mindset | questions | customer questions",
        "de": "gedanke* | gedanken | fragen",
        "fr": "pensée* | réflexion*",
        "es": "pensamiento* | piensa",
        "it": "pensier*",
        "pt": "pensamento*",
        "nl": "gedachte*",
        "pl": "myśl*",
        "tr": "düşünce*",
        "ru": "мысл*",
        "uk": "думк*",
        "zh": "想法 | 思考",
        "ja": "思考 | 考え",
        "ko": "생각 | 사고",
        "ar": "الأفكار | أفكار",
        "he": "מחשבות",
    },
    "feelings": {
        "hi": "भावनाएँ | भावना | भाव",
        "en": "feeling* | feels | emotion* | emotional* | mood* | sentiment* | how they feel | satisfaction"
        " | emotion curve | emotional journey | experience score",
        "de": "gefühl* | emotion* | stimmung* | empfindung* | zufriedenheit",
        "fr": "émotion* | emotion* | ressenti* | sentiment* | humeur*",
        "es": "emoción* | emocion* | sentimiento*",
        "it": "emozion* | sentiment* | umore",
        "pt": "emoção | emoções | sentimento*",
        "nl": "emotie* | gevoel* | stemming*",
        "pl": "emocj* | uczuci* | nastr*",
        "tr": "duygu*",
        "ru": "эмоци* | чувств* | настроени*",
        "uk": "емоці* | почутт*",
        "zh": "情绪 | 情緒 | 情感 | 感受 | 心情",
        "ja": "感情 | 気持ち | 情緒",
        "ko": "감정 | 느낌 | 기분",
        "ar": "المشاعر | العواطف | مشاعر",
        "he": "רגשות",
    },
    "quotes": {
        "hi": "उद्धरण | उनके शब्द",
        "en": "quote* | verbatim* | voice of the customer | customer voice | in their words",
        "de": "zitat* | o-ton* | kundenstimme*",
        "fr": "verbatim* | citation*",
        "es": "cita* textual* | citas",
        "it": "citazion*",
        "pt": "citaç*",
        "nl": "citaat | citaten",
        "pl": "cytat*",
        "tr": "alıntı*",
        "ru": "цитат*",
        "uk": "цитат*",
        "zh": "原话 | 用户原声",
        "ja": "発言 | ユーザーの声",
        "ko": "인용 | 고객의 소리",
    },
    "pain_points": {
        "hi": "परेशानियाँ | परेशानी | समस्याएँ | समस्या | दर्द बिंदु | दिक्कतें",
        "en": "pain* | pain point* | painpoint* | frustration* | problem* | barrier* | obstacle* | challenge*"
        " | issues | friction* | fail point* | failpoint*",
        "de": "schmerzpunkt* | pain* | probleme | hürde* | hindernis* | frustration*",
        "fr": "point* de douleur | points de douleur | irritant* | frein* | frustration* | points de friction"
        " | problème*",
        "es": "punto* de dolor | puntos de dolor | dolor* | problema* | fricci* | frustracion*",
        "it": "punti di dolore | punti dolenti | problem* | criticità",
        "pt": "ponto* de dor | pontos de dor | dores | problema* | frustraç*",
        "nl": "pijnpunt* | knelpunt* | probleem | problemen | frustratie*",
        "pl": "bolączk* | problem* | punkty bólu | frustracj*",
        "tr": "acı nokta* | sorun* | sıkıntı*",
        "ru": "бол* | болев* точк* | проблем* | барьер* | трудност* | сложност*",
        "uk": "бол* | больов* точк* | проблем*",
        "zh": "痛点 | 痛點 | 问题点 | 困难 | 障碍",
        "ja": "ペインポイント | 課題 | 不満 | 問題点 | 痛み",
        "ko": "페인포인트 | 고충 | 불편 | 문제점",
        "ar": "نقاط الألم | المشكلات | المشاكل",
        "he": "נקודות כאב | כאבים",
    },
    "opportunities": {
        "hi": "अवसर | सुझाव | सुधार",
        "en": "opportunit* | improvement* | improvement opportunit* | idea* | solution* | recommendation*"
        " | how might we | hmw",
        "de": "chance* | möglichkeit* | verbesserung* | idee* | lösung* | potenzial* | maßnahme*",
        "fr": "opportunité* | amélioration* | idée* | solution* | piste*",
        "es": "oportunidad* | mejora* | idea* | solucion* | solución",
        "it": "opportunità | miglioramento | miglioramenti | soluzion* | idee",
        "pt": "oportunidade* | melhoria* | ideia* | soluç*",
        "nl": "kans* | verbeter* | idee* | oplossing*",
        "pl": "szans* | możliwoś* | usprawnie* | pomysł* | okazj*",
        "tr": "fırsat* | iyileştirme* | çözüm*",
        "ru": "возможност* | улучшени* | иде* | решени* | рекомендаци*",
        "uk": "можливост* | покращенн* | іде* | рішенн*",
        "zh": "机会 | 機會 | 机会点 | 机遇 | 改进 | 优化建议 | 解决方案",
        "ja": "機会 | 改善 | 施策 | 解決策 | アイデア",
        "ko": "기회 | 개선 | 아이디어 | 해결",
        "ar": "الفرص | فرص | فرص التحسين",
        "he": "הזדמנויות",
    },
    "channels": {
        "hi": "चैनल | माध्यम",
        "en": "channel* | media | device*",
        "de": "kanal | kanäle",
        "fr": "canal | canaux",
        "es": "canal | canales",
        "it": "canale | canali",
        "pt": "canal | canais",
        "nl": "kanaal | kanalen",
        "pl": "kanał*",
        "tr": "kanal*",
        "ru": "канал*",
        "uk": "канал*",
        "zh": "渠道 | 管道",
        "ja": "チャネル | チャンネル",
        "ko": "채널",
        "ar": "القنوات",
        "he": "ערוצים",
    },
    "metrics": {
        "hi": "आँकड़े | मापदंड | संकेतक | मेट्रिक्स",
        "en": "metric* | kpi* | measure | measures | measurement* | success metric* | success measure* | indicator*",
        "de": "kennzahl* | kpi* | metrik* | messgröße*",
        "fr": "indicateur* | kpi* | métrique*",
        "es": "métrica* | metrica* | indicador* | kpi*",
        "it": "metric* | indicator* | kpi*",
        "pt": "métrica* | indicador* | kpi*",
        "nl": "metriek* | kpi* | meetwaarde*",
        "pl": "metryk* | wskaźnik* | kpi*",
        "tr": "metrik* | gösterge* | kpi*",
        "ru": "метрик* | показател* | kpi*",
        "uk": "метрик* | показник*",
        "zh": "指标 | 指標 | 衡量",
        "ja": "指標 | 測定",
        "ko": "지표",
        "ar": "المؤشرات | مؤشرات | المقاييس",
        "he": "מדדים",
    },
    "images": {
        "en": "image* | screenshot* | storyboard* | photo* | picture* | wireframe*",
        "de": "bild | bilder | screenshot* | storyboard*",
        "ru": "скриншот* | изображени*",
        "zh": "截图 | 图片",
        "ja": "画像 | スクリーンショット",
        "ko": "이미지",
    },
    "jobs": {
        "hi": "ज़रूरतें | आवश्यकताएँ | लक्ष्य",
        "en": "job* to be done | jobs to be done | jtbd | customer goal* | user goal* | customer need* | user need*"
        " | needs | goals | expectation* | customer expectation* | customer job* | jobs",
        "de": "bedürfnis* | kundenziel* | nutzerziel* | ziele | erwartung* | aufgabe*",
        "fr": "besoin* | attente* | objectifs",
        "es": "necesidad* | expectativa* | objetivos",
        "it": "bisogn* | aspettativ* | obiettivi",
        "pt": "necessidade* | expectativa* | objetivos",
        "nl": "behoefte* | doelen | verwachting*",
        "pl": "potrzeb* | cele | oczekiwani*",
        "tr": "ihtiyaç* | hedefler | beklenti*",
        "ru": "потребност* | ожидани* | цели | цель пользовател* | цель клиент*",
        "uk": "потреб* | очікуванн* | цілі",
        "zh": "用户目标 | 需求 | 期望 | 目标",
        "ja": "ニーズ | 目的 | 目標 | 期待",
        "ko": "목표 | 니즈 | 기대",
        "ar": "الاحتياجات | الأهداف | التوقعات",
        "he": "צרכים | מטרות",
    },
    "front_stage": {
        "hi": "मंच पर | सामने का काम",
        "en": "frontstage* | front stage* | front-stage* | onstage | on stage | onstage contact* | employee action*"
        " | visible action* | front of stage",
        "de": "frontstage* | vordergrund* | sichtbare handlung*",
        "fr": "avant-scène | avant scène | front stage | frontstage",
        "es": "escenario frontal | frontstage | front stage | acciones visibles",
        "it": "frontstage | front stage",
        "pt": "frontstage | linha de frente",
        "nl": "frontstage | voor de schermen",
        "pl": "frontstage | front stage",
        "tr": "ön sahne | sahne önü",
        "ru": "фронтстейдж* | видим* действи* | фронт-офис* | передн* план*",
        "zh": "前台",
        "ja": "フロントステージ | 表舞台",
        "ko": "프론트스테이지 | 전방",
    },
    "back_stage": {
        "hi": "मंच के पीछे | पर्दे के पीछे",
        "en": "backstage* | back stage* | back-stage* | behind the scenes | invisible action* | backstage contact*",
        "de": "backstage* | hintergrund* | hinter den kulissen",
        "fr": "arrière-scène | arrière scène | coulisses | back stage | backstage",
        "es": "backstage | back stage | tras bambalinas | entre bastidores",
        "it": "backstage | back stage | dietro le quinte",
        "pt": "backstage | bastidores",
        "nl": "backstage | achter de schermen",
        "pl": "backstage | za kulisami",
        "tr": "arka sahne | sahne arkası",
        "ru": "бэкстейдж* | невидим* действи* | бэк-офис* | за кулисами",
        "zh": "后台 | 後台",
        "ja": "バックステージ | 舞台裏",
        "ko": "백스테이지 | 후방",
    },
    "support": {
        "hi": "सहायक प्रक्रियाएँ",
        "en": "support process* | supporting process* | support system* | support | system* | technology"
        " | internal process* | processes | support action* | tools",
        "de": "unterstützung* | supportprozess* | unterstützende prozesse | systeme | prozesse",
        "fr": "processus de support | processus support | systèmes | processus",
        "es": "proceso* de soporte | procesos de apoyo | sistemas | procesos",
        "it": "processi di supporto | sistemi | processi",
        "pt": "processos de suporte | processos de apoio | sistemas | processos",
        "nl": "ondersteunende processen | systemen | processen",
        "pl": "procesy wspierające | systemy | procesy",
        "tr": "destek süreç* | sistemler",
        "ru": "поддержив* процесс* | процессы поддержки | системы",
        "zh": "支持流程 | 支撑流程 | 支持过程 | 系统",
        "ja": "サポートプロセス | 支援プロセス | システム",
        "ko": "지원 프로세스 | 시스템",
    },
    "stakeholders": {
        "hi": "हितधारक | साथ में कौन | टीम",
        "en": "stakeholder* | teams involved | team* | people involved | department* | actor* | responsible"
        " | who is involved | internal ownership | responsibility | ownership",
        "de": "beteiligte* | stakeholder* | abteilung* | verantwortlich* | zuständig* | akteur*",
        "fr": "partie* prenante* | parties prenantes | acteur* | équipe* | responsable*",
        "es": "parte* interesada* | equipo* | responsable* | actor*",
        "it": "stakeholder | team | responsabil* | attori",
        "pt": "parte* interessada* | equipe* | responsáve*",
        "nl": "belanghebbende* | betrokkene* | verantwoordelijk* | afdeling*",
        "pl": "interesariusz* | zespół | zespoły | odpowiedzialn*",
        "tr": "paydaş* | ekip* | sorumlu*",
        "ru": "участник* | заинтересованн* | ответственн* | команд* | отдел*",
        "uk": "учасник* | відповідальн* | команд*",
        "zh": "干系人 | 利益相关者 | 相关方 | 负责团队 | 负责人 | 参与者",
        "ja": "関係者 | 担当 | ステークホルダー",
        "ko": "이해관계자 | 담당",
    },
    "text": {
        "hi": "टिप्पणी | टिप्पणियाँ | विवरण",
        "en": "note* | comment* | description | detail* | insight* | business goal* | business objective*",
        "de": "notiz* | anmerkung* | beschreibung | kommentar*",
        "fr": "note* | description | commentaire*",
        "es": "nota* | descripción | comentario*",
        "it": "note | descrizione",
        "pt": "nota* | descrição",
        "nl": "notitie* | beschrijving | opmerking*",
        "pl": "notatk* | opis",
        "tr": "notlar | açıklama",
        "ru": "заметк* | описани* | комментари* | примечани*",
        "zh": "说明 | 備註 | 备注 | 描述",
        "ja": "説明 | メモ | 備考",
        "ko": "설명 | 메모 | 비고",
    },
}

WEAK_LANES = frozenset({"text", "images"})
"""Kinds whose words stand in any table: they do not make a table a journey map."""

AMBIGUOUS = (
    "experience | customer experience | user experience | erlebnis | kundenerlebnis | expérience | experiencia"
    " | esperienza | experiência | ervaring | опыт | опыт пользовател* | 体验 | 用户体验 | 体験 | 경험"
)
"""Labels over either feelings or thoughts; what stands in the cells decides."""

DIVIDERS: dict[str, str] = {
    "internal": "line of internal interaction | internal interaction line | interne interaktionslinie"
    " | 内部互动线 | 内部交互线 | linea de interacción interna | ligne d'interaction interne | линия внутреннего*",
    "visibility": "line of visibility | visibility line | sichtbarkeitslinie | ligne de visibilité"
    " | línea de visibilidad | linea di visibilità | linha de visibilidade | линия видимости | 可视线 | 可见性线",
    "interaction": "line of interaction | interaction line | interaktionslinie | ligne d'interaction"
    " | línea de interacción | linea di interazione | linha de interação | линия взаимодействия | 互动线 | 交互线",
}

STAGE_WORDS = (
    "stage* | phase* | journey stage* | journey phase* | journey | customer journey | etappe* | étape* | etape*"
    " | etapa* | fase* | fasi | faza | fazy | etap* | aşama* | этап* | фаз* | стади* | етап* | 阶段 | 階段 | 环节"
    " | フェーズ | ステージ | 段階 | 단계 | चरण | مرحلة | المرحلة | المراحل | שלב*"
)
STEP_WORDS = (
    "step* | user step* | customer step* | journey step* | sub-stage* | substage* | sub stage* | schritt*"
    " | teilschritt* | sous-étape* | paso* | passo | passi | passos | stap | stappen | krok* | adım* | шаг*"
    " | крок* | 步骤 | 步驟 | 用户步骤 | क़दम | कदम | ステップ | 스텝 | خطوة | الخطوات | צעד*"
)
JOURNEY_WORDS = (
    "user journey* | customer journey* | journey step* | user step* | customer step* | 用户旅程 | 客户旅程 | 顾客旅程"
    " | 用戶旅程 | 客戶旅程 | カスタマージャーニー | ユーザージャーニー | 고객 여정 | 사용자 여정 | путь клиент*"
    " | путь пользовател* | parcours client | kundenreise | recorrido del cliente | jornada do cliente"
)
TIME_WORDS = (
    "time | timing | timeline | time frame | timeframe | duration | when | zeit | dauer | zeitpunkt | temps | durée"
    " | tiempo | duración | tempo | durata | duração | tijd | czas | süre | zaman | время | длительность | час"
    " | 时间 | 時間 | 时长 | 시간 | الوقت | זמן | समय"
)
STAGE_NAMES = (
    "awareness | aware | discover* | consideration | consider | research | evaluation | evaluate | decision | decide"
    " | purchase | buy | acquisition | acquire | onboarding | onboard | first use | use | usage | delivery | service"
    " | retention | loyalty | advocacy | advocate | renewal | renew | support | pre-purchase | post-purchase | before"
    " | during | after | arrival | departure | sign up | signup | registration | checkout | browse | search | return"
    " | knowledge* | bewusstsein | aufmerksamkeit | erwägung | überlegung | kauf | nutzung | bindung | loyalität"
    " | découverte | considération | achat | fidélisation | conciencia | descubrimiento | consideración | compra"
    " | fidelización | retención | осведомл* | знакомств* | рассмотрен* | выбор | покупк* | использован* | удержан*"
    " | лояльност* | 认知 | 考虑 | 购买 | 使用 | 忠诚 | 認知 | 検討 | 購入 | 利用 | 인지 | 고려 | 구매 | 사용"
)
LANE_TITLES = (
    "lane* | lane name | name of the lane | swimlane* | swim lane* | swim-lane* | bahn | bahnen | schwimmbahn*"
    " | couloir* | carril* | corsia | corsie | raia | raias | zwembaan | zwembanen | kulvar* | дорожк* | доріжк* | 泳道"
    " | レーン | スイムレーン | 레인 | 스윔레인 | लेन | נתיב*"
)
CARD_WORDS = (
    "text | texts | words | wording | content | contents | card text | card | cards | sticky* | sticky note* | post-it*"
    " | finding* | observation* | statement* | karte* | kartentext* | inhalt* | texte* | carte* | contenu* | texto*"
    " | tarjeta* | contenido* | testo | testi | scheda | schede | contenuto | cartão | cartões | conteúdo* | tekst*"
    " | kaart* | inhoud | karta | karty | treść | metin* | kart | kartlar | içerik | текст* | карточк* | картк*"
    " | содержание | зміст | 内容 | 文本 | 文字 | 卡片 | テキスト | 本文 | カード | 내용 | 텍스트 | 카드 | पाठ | कार्ड"
    " | نص | النص | بطاقة | البطاقة | البطاقات | المحتوى | טקסט | תוכן | כרטיס*"
)
KIND_WORDS = (
    "kind | kind of card | card kind | type | type of card | card type | art | typ | kartenart | kartentyp"
    " | type de carte | tipo | tipo de tarjeta | tipo di scheda | tipo de cartão | soort | rodzaj | tür | тип | вид"
    " | тип карточки | тип картки | 类型 | 類型 | 种类 | タイプ | 種類 | 유형 | 종류 | प्रकार | نوع | النوع | סוג"
)
SCORE_WORDS = "score* | value | rating | feeling | emotion | wert | valeur | valor | оценка | 分数"
COUNT_WORDS = "cards | card count* | number of cards | karten | cartes | tarjetas | карточки | 卡片 | カード | कार्ड"
NUMBER_WORDS = "# | no | nr | number | id | n° | № | 序号 | 番号 | 번호"
TO_BE_WORDS = "to be | to-be | future | target state | soll | zukunft | cible | futuro | будущ* | целев* | 未来 | 将来"
PERSONA_WORDS = (
    "persona | personas | customer persona | user persona | actor | персона | роль пользователя | 角色 | 用户角色"
    " | 用户画像 | 人物 | ペルソナ | 페르소나 | perfil | nutzergruppe | الشخصية | पर्सोना"
)
TITLE_WORDS = "title | titel | titre | título | titolo | название | 标题 | 標題 | タイトル | 제목 | العنوان"

FEELING_WORDS = (
    "happy | sad | angry | frustrated | annoyed | delighted | excited | anxious | worried | relieved | curious"
    " | confused | bored | satisfied | dissatisfied | unhappy | neutral | calm | nervous | proud | stressed"
    " | overwhelmed | confident | hopeful | disappointed | glücklich | zufrieden | frustriert | traurig | nervös"
    " | content | contente | frustré | feliz | triste | frustrado | радость | грусть | злость | спокойствие"
    " | 开心 | 焦虑 | 沮丧 | 満足 | 不安 | 기쁨 | 불안"
)


@dataclass(frozen=True, slots=True)
class LaneWord:
    """What a label says: a lane's kind (or "experience", undecided) and the language of the word that told."""

    kind: str
    language: str
    exact: bool


def normalised(text: str) -> str:
    """Lower case, one form of every character, letters, digits, ``#`` and inner ``-'`` only, single spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    kept = (char if unicodedata.category(char)[0] in "LMN" or char in _INNER else " " for char in folded)
    return " ".join(word for word in (word.strip("-'") for word in "".join(kept).split()) if word)


def without_number(text: str) -> str:
    """A heading without its number: "2.1 Awareness" and "3) Buy" become "Awareness" and "Buy"."""
    cut = re.sub(r"^\s*(?:\d{1,3}(?:\.\d{1,3}){1,4}[.):]?|\d{1,3}[.):、．])\s*", "", text)
    return cut.strip() or text.strip()


def lane_word(label: str) -> LaneWord | None:
    """Which kind of lane a label names, or None; brackets after the name are not looked at."""
    if len(label) > LABEL_LIMIT * 4:
        return None
    plain = normalised(re.sub(r"\([^)]*\)|（[^）]*）|\[[^\]]*\]", " ", without_number(label)))
    if not plain or len(plain) > LABEL_LIMIT or plain.count(" ") > 7:
        return None
    return _lane_word(plain)


def divider_word(label: str) -> str | None:
    """Which of a blueprint's lines a label names: interaction, visibility, internal, or None."""
    return next((name for name, words in DIVIDERS.items() if has_word(label, words)), None)


def has_word(label: str, words: str) -> bool:
    """Whether one of the phrases (``a | b*``) stands in a label short enough to be one."""
    if len(label) > LABEL_LIMIT * 4:
        return False
    plain = normalised(label)
    if not plain or len(plain) > LABEL_LIMIT:
        return False
    return any(pattern.search(plain) for _phrase, pattern in _patterns(words))


def is_word(label: str, words: str) -> bool:
    """Whether a label is one of the phrases and nothing else; numbers and brackets do not count."""
    if len(label) > LABEL_LIMIT * 4:
        return False
    plain = normalised(re.sub(r"\([^)]*\)|（[^）]*）", " ", without_number(label)))
    return bool(plain) and any(pattern.fullmatch(plain) for _phrase, pattern in _patterns(words))


def heading_word(label: str) -> str:
    """What a word in the corner of a table says of its first row: ``stage``, ``step``, or nothing.

    It may share the corner with what the first column holds, as in ``Stage / Lane``.
    """
    for part in re.split(r"[/\\|&+→↓]|\s[-–]\s", label):
        if is_word(part, STEP_WORDS):
            return "step"
        if is_word(part, STAGE_WORDS):
            return "stage"
    return ""


def count_words(text: str) -> int:
    """How many lines or cells of a text name a lane: tells the right character set from wrong ones."""
    pieces = [piece.strip(" \"'*") for piece in re.split(r"[\n,;\t|]", text[:20_000])]
    return sum(1 for piece in set(pieces) if piece and len(piece) < LABEL_LIMIT and lane_word(piece))


_SCRIPTS = (
    ("ja", r"[\u3040-\u30ff]"),
    ("ko", r"[\uac00-\ud7af]"),
    ("zh", r"[\u3400-\u9fff]"),
    ("ar", r"[\u0620-\u064a\u066e-\u06d3]"),
    ("he", r"[\u05d0-\u05ea]"),
    ("ru", r"[\u0400-\u04ff]"),
    ("hi", r"[\u0904-\u0939\u0958-\u0961]"),
)
# letters that the language above does not have; empty where no language is plain from them
_NEIGHBOURS = {
    "zh": (("ja", r"[\u3040-\u30ff]"),),
    "ar": (("ur", r"[\u0679\u0688\u0691\u06ba\u06d2]"), ("fa", r"[\u067e\u0686\u0698\u06af]")),
    "ru": (("uk", r"[іїєґІЇЄҐ]"), ("", r"[ѐѓѕјљњќѝўџђћЀЃЅЈЉЊЌЍЎЏЂЋ\u0460-\u04ff]")),
}


def language_of(text: str) -> str:
    """The language that a text's script tells of, where it is plain: ja, ko, zh, ar, fa, ur, he, ru, uk, hi; or empty.

    A few foreign words change nothing: the script must be that of more than a quarter of the letters.
    """
    head = text[:5000]
    count = len(re.findall(r"\w", head))
    for language, letters in _SCRIPTS:
        if len(re.findall(letters, head)) * 4 > count:
            for neighbour, own in _NEIGHBOURS.get(language, ()):
                if len(re.findall(own, head)) * 50 > count:
                    return neighbour
            return language
    return ""


@lru_cache(maxsize=4096)
def _lane_word(plain: str) -> LaneWord | None:
    best: tuple[bool, int] = (False, 0)
    found: LaneWord | None = None
    for kind, language, words in _all_lane_words():
        for phrase, pattern in _patterns(words):
            if not (hit := pattern.search(plain)):
                continue
            exact = hit.span() == (0, len(plain))
            # a word inside an unspaced sentence, or one that stands in any table, says nothing by itself
            if not exact and (kind in WEAK_LANES or (_UNSPACED.search(phrase) and len(phrase) * 2 < len(plain))):
                continue
            if (exact, len(phrase)) > best:
                best, found = (exact, len(phrase)), LaneWord(kind, language, exact)
    return found


@lru_cache(maxsize=1)
def _all_lane_words() -> tuple[tuple[str, str, str], ...]:
    known = [(kind, language, words) for kind, per in LANES.items() for language, words in per.items()]
    return (*known, ("experience", "", AMBIGUOUS))


@lru_cache(maxsize=512)
def _patterns(words: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each phrase with its pattern; every word of a phrase may be open-ended ("точк* контакт*")."""
    pairs: list[tuple[str, re.Pattern[str]]] = []
    for phrase in (raw.strip() for raw in words.split("|")):
        pattern = " ".join(
            re.escape(normalised(word)) + (r"\w*" if word.endswith("*") else "") for word in phrase.split()
        )
        if not _UNSPACED.search(phrase):
            pattern = rf"(?<!\w){pattern}(?!\w)"
        pairs.append((phrase.replace("*", ""), re.compile(pattern)))
    return tuple(pairs)
